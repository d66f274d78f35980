namespace Pure.Data.Formats;

/// <summary>
/// TRL's stepwise supervision: <c>prompt</c>, <c>completions</c>, <c>labels</c>, optional <c>finished</c>. Labels may lie between 0 and 1, and
/// <c>root_label</c> labels the bare prompt; <c>pure label</c> writes both.
/// </summary>
internal static class StepwiseFormat
{
    public static RowFormat<StepwiseSolution> Format { get; } = RowFormat<StepwiseSolution>.One("stepwise", ["prompt", "completions", "labels"], fields =>
    {
        string[] steps = fields.Texts("completions");
        double[] labels = fields.SoftLabels("labels");
        if (steps.Length == 0) throw new FormatException("'completions' is empty");
        if (labels.Length > steps.Length) throw new FormatException($"there are {labels.Length} labels for {steps.Length} completions");
        return new StepwiseSolution(fields.Text("prompt"), steps, [.. labels.Select(l => l >= 0.5)], fields.Flag("finished", otherwise: true))
        {
            SoftLabels = labels.Any(l => l is > 0 and < 1) ? labels : null,
            RootLabel = fields.OptionalSoftLabel("root_label"),
        };
    });
}
