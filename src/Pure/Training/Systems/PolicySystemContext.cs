using Pure.Config;
using Pure.Models;
using Pure.Tensors;

namespace Pure.Training.Systems;

/// <summary>What a system has of the run it belongs to.</summary>
/// <param name="Config">The configuration.</param>
/// <param name="Policy">The policy that is trained; its weights change with every update.</param>
/// <param name="Reference">The weights that the policy began with; they never change.</param>
/// <param name="Scoring">How forward passes are cut and run, at temperature 1.</param>
public sealed record PolicySystemContext(RlConfig Config, Policy Policy, Weights Reference, ScoringOptions Scoring);
