namespace Pure.Cli.Demo;

/// <summary>A held-out response that a demo run keeps for the report.</summary>
internal sealed record DemoSample(int Step, int Problem, string Prompt, bool Passed, bool Finished, int? Stated, int Answer, IReadOnlyList<DemoSampleStep> Steps);
