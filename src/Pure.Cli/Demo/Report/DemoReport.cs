namespace Pure.Cli.Demo.Report;

/// <summary>Everything that the report of a demo shows. Holds measured numbers and words; how they look is <see cref="ReportPage"/>'s affair.</summary>
/// <param name="Title">Heading of the page.</param>
/// <param name="Introduction">What was done, in a few sentences.</param>
/// <param name="Findings">What is seen and what is not, a sentence or two each.</param>
/// <param name="Variants">What is compared, at most <see cref="ReportVariant.MaxCount"/>, each with at least one run.</param>
internal sealed record DemoReport(
    string Title,
    string Introduction,
    IReadOnlyList<string> Findings,
    IReadOnlyList<ReportVariant> Variants)
{
    /// <summary>Tables that compare the variants.</summary>
    public IReadOnlyList<ReportTable> Tables { get; init; } = [];

    /// <summary>Responses to read.</summary>
    public IReadOnlyList<ReportSample> Samples { get; init; } = [];

    /// <summary>How good the process reward model is.</summary>
    public IReadOnlyList<ReportTable> RewardModel { get; init; } = [];

    /// <summary>The panel that explains a finding by taking away its cause; null for none.</summary>
    public ReportPanel? Why { get; init; }

    /// <summary>How the numbers were made, so that they can be made again.</summary>
    public IReadOnlyList<ReportFact> Settings { get; init; } = [];
}
