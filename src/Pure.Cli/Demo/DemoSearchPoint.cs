namespace Pure.Cli.Demo;

/// <summary>One method at one number of candidates.</summary>
/// <param name="Method">The method.</param>
/// <param name="N">Candidates.</param>
/// <param name="Best">Share of problems that the best-scored candidate solves.</param>
/// <param name="Weighted">The same for the vote weighted by score.</param>
/// <param name="Majority">The same for the majority.</param>
/// <param name="Any">Share of problems that some candidate solves.</param>
/// <param name="Tokens">Tokens sampled a problem.</param>
/// <param name="PassAt">Unbiased pass@n, from all samples of best-of-n; null for methods whose candidates are not independent.</param>
internal sealed record DemoSearchPoint(string Method, int N, double Best, double Weighted, double Majority, double Any, double Tokens, double? PassAt = null);
