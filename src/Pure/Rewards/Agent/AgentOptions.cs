using System.ComponentModel.DataAnnotations;

namespace Pure.Rewards.Agent;

/// <summary>How the judgments of the agents become one reward.</summary>
public sealed record AgentOptions
{
    /// <summary>Weight of the preference model, lambda.</summary>
    [Range(0, 1000)]
    public double PreferenceWeight { get; init; } = 1;

    /// <summary>Weight of factuality.</summary>
    [Range(0, 1000)]
    public double FactualityWeight { get; init; } = 1;

    /// <summary>Weight of constraints.</summary>
    [Range(0, 1000)]
    public double ConstraintWeight { get; init; } = 1;

    /// <summary>How the preference model's rewards are brought beside the agents' scores.</summary>
    public ScoreScale Scale { get; init; } = ScoreScale.None;

    /// <summary>Queries that are looked up for one pair of answers.</summary>
    [Range(1, 100)]
    public int Queries { get; init; } = 1;

    /// <summary>Seed of the pairs that are compared where there are many answers.</summary>
    [Range(0, int.MaxValue)]
    public int Seed { get; init; }

    /// <summary>The weights by agent.</summary>
    public IReadOnlyDictionary<string, double> Weights => new Dictionary<string, double>(StringComparer.Ordinal)
    {
        [AgentJudgment.Preference] = PreferenceWeight, [AgentJudgment.Factuality] = FactualityWeight, [AgentJudgment.Constraint] = ConstraintWeight,
    };
}
