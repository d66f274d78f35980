namespace Pure.Cli.Views;

/// <summary>The numbers of one step under one variant.</summary>
internal sealed record StepView(double Credit, double Return, double Baseline, double Advantage);
