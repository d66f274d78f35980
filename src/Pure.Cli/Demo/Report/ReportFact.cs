namespace Pure.Cli.Demo.Report;

/// <summary>A setting and its value.</summary>
internal sealed record ReportFact(string Name, string Value);
