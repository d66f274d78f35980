namespace Pure.Cli.Demo.Report;

/// <summary>A second comparison under one changed condition.</summary>
/// <param name="Title">Heading.</param>
/// <param name="Text">What was changed and what follows.</param>
/// <param name="Variants">Its runs; each keeps the colour of the report's variant of the same name.</param>
internal sealed record ReportPanel(string Title, string Text, IReadOnlyList<ReportVariant> Variants);
