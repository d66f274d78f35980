using System.ComponentModel.DataAnnotations;
using Pure.Rewards;

namespace Pure.Config;

/// <summary>A process reward model whose steps are put together to one reward of the response, at its last step. Use <c>credit_assignment: sum</c> with it.</summary>
[ConfigKind("aggregate")]
public sealed record AggregateModelSource : RewardModelSource
{
    /// <summary>Folder of a process reward model.</summary>
    [Required]
    [PathKey]
    public string Path { get; init; } = "";

    /// <summary>With a folder of adapters: the folder of their base model, where it is not the one that the adapters name.</summary>
    [PathKey]
    public string? Base { get; init; }

    /// <summary>How p(good) of the steps becomes one number. <c>sum</c> may be as large as the number of steps: set <c>credit.reward_max</c> to <c>rl.max_completion_length</c>.</summary>
    public Aggregation Aggregation { get; init; } = Aggregation.Min;

    /// <summary>Of <c>soft_min</c>. PURE's 0.1 belongs to rewards in [-1, 1]; for probabilities it is half of that.</summary>
    [Range(0.0, 100, MinimumIsExclusive = true)]
    public double Temperature { get; init; } = 0.05;

    /// <summary>The numbers it is computed with; <c>compute.dtype</c> when not set.</summary>
    public ComputeType? Dtype { get; init; }

    /// <inheritdoc/>
    public override (double Min, double Max)? RewardRange(int mostSteps) => (0, Aggregation == Aggregation.Sum ? mostSteps : 1);
}
