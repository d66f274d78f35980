namespace Pure.Data.Formats;

/// <summary>A problem with its answer where it is known: <c>problem</c>, optional <c>id</c> and <c>answer</c>.</summary>
internal static class ProblemFormat
{
    public static RowFormat<ProblemRow> Format { get; } = RowFormat<ProblemRow>.One("problem", ["problem"], fields =>
        new ProblemRow(fields.OptionalText("id") ?? fields.DefaultId, fields.Prompt("problem"), fields.OptionalText("answer")));
}
