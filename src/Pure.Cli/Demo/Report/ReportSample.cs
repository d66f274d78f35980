namespace Pure.Cli.Demo.Report;

/// <summary>One response, to be read by a person.</summary>
/// <param name="Variant">Index of the variant in the report's list.</param>
/// <param name="Step">RL step at which it was sampled.</param>
/// <param name="Prompt">The problem; samples of the same problem are shown side by side.</param>
/// <param name="Verdict">How it ended, such as "answered 3; the answer is 5" or "cut at 96 tokens".</param>
/// <param name="Passed">Whether its answer is right.</param>
/// <param name="Steps">Its steps.</param>
internal sealed record ReportSample(
    int Variant,
    int Step,
    string Prompt,
    string Verdict,
    bool Passed,
    IReadOnlyList<SampleStep> Steps);
