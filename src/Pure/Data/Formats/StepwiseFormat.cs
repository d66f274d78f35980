namespace Pure.Data.Formats;

/// <summary>TRL's stepwise supervision: <c>prompt</c>, <c>completions</c>, <c>labels</c>, optional <c>finished</c>.</summary>
internal static class StepwiseFormat
{
    public static RowFormat<StepwiseSolution> Format { get; } = RowFormat<StepwiseSolution>.One("stepwise", ["prompt", "completions", "labels"], fields =>
    {
        string[] steps = fields.Texts("completions");
        bool[] labels = fields.Labels("labels");
        if (steps.Length == 0) throw new FormatException("'completions' is empty");
        if (labels.Length > steps.Length) throw new FormatException($"there are {labels.Length} labels for {steps.Length} completions");
        return new StepwiseSolution(fields.Text("prompt"), steps, labels, fields.Flag("finished", otherwise: true));
    });
}
