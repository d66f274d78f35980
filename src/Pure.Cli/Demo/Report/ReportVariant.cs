namespace Pure.Cli.Demo.Report;

/// <summary>One form of reward or credit, with its run under each seed. Its place in the report's list decides its colour and mark.</summary>
/// <param name="ShortName">Name at the end of a line in a plot, one or two words.</param>
/// <param name="Name">Full name, as in legends.</param>
/// <param name="Seeds">Its runs, one a seed.</param>
internal sealed record ReportVariant(string ShortName, string Name, IReadOnlyList<SeedCurve> Seeds)
{
    /// <summary>Number of variants that have a colour and a mark of their own.</summary>
    public const int MaxCount = 6;
}
