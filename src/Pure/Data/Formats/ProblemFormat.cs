namespace Pure.Data.Formats;

/// <summary>A problem with its answer where it is known: <c>problem</c>, optional <c>id</c>, <c>answer</c> and <c>pass_rate</c>.</summary>
internal static class ProblemFormat
{
    public static RowFormat<ProblemRow> Format { get; } = RowFormat<ProblemRow>.One("problem", ["problem"], fields =>
        new ProblemRow(fields.OptionalText("id") ?? fields.DefaultId, fields.Prompt("problem"), fields.OptionalText("answer")) { PassRate = Rate(fields) });

    private static double? Rate(RowFields fields)
    {
        if (!fields.Has("pass_rate")) return null;
        double rate = fields.Value("pass_rate").GetDouble();
        return rate is >= 0 and <= 1 ? rate : throw new FormatException($"the pass_rate {rate} is not in [0, 1]");
    }
}
