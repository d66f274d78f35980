using Pure.Config;
using Pure.Models;

namespace Pure.Training.Systems;

/// <summary>What a system has of the run it belongs to.</summary>
/// <param name="Config">The configuration.</param>
/// <param name="Policy">The policy that is trained; its weights change with every update.</param>
/// <param name="Reference">The policy that training began with, or the reference model of the configuration; it never changes.</param>
/// <param name="Scoring">How forward passes are cut and run, at temperature 1.</param>
public sealed record PolicySystemContext(RlConfig Config, Policy Policy, Policy Reference, ScoringOptions Scoring);
