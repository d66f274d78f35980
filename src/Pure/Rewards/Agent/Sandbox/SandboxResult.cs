namespace Pure.Rewards.Agent.Sandbox;

/// <summary>What became of a run.</summary>
/// <param name="ExitCode">Of the process; not 0 when a limit ended it.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it printed on standard error, for a repair.</param>
/// <param name="TimedOut">Whether it was ended at the time limit.</param>
public sealed record SandboxResult(int ExitCode, string Output, string Error, bool TimedOut);
