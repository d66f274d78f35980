namespace Pure.Cli.Demo.Report;

/// <summary>Where a variant stands at an RL step: mean reward of a step, and pass@1.</summary>
internal sealed record TrajectoryPoint(double Step, double Reward, double Accuracy);
