using System.ComponentModel.DataAnnotations;

namespace Pure.Config;

/// <summary>A process advantage verifier: a value model, read as what a step adds to the success probability of a prover.</summary>
[ConfigKind("pav")]
public sealed record PavModelSource : RewardModelSource
{
    /// <summary>Folder of a process reward model that was trained on the soft labels of <c>pure label</c>, with the labels of bare prompts.</summary>
    [Required]
    [PathKey]
    public string Path { get; init; } = "";

    /// <summary>With a folder of adapters: the folder of their base model, where it is not the one that the adapters name.</summary>
    [PathKey]
    public string? Base { get; init; }

    /// <summary>The prover is the best of this many tries of the policy whose values the model learned, Q = 1 - (1 - q)^K. At 1 it is that policy itself, whose advantages add nothing to the policy gradient.</summary>
    [Range(1, 1000)]
    public int ProverTries { get; init; } = 4;

    /// <summary>Weight of the advantage. The paper uses 3 to 5 in RL, 0.2 to 0.5 in search. Above 1, set <c>credit.reward_min</c> and <c>credit.reward_max</c> to it.</summary>
    [Range(0.0, 1e3)]
    public double Alpha { get; init; } = 3;

    /// <summary>Whether the reward is the effective reward q + alpha A, by which a beam is chosen, not alpha A alone, which RL adds to the outcome.</summary>
    public bool Effective { get; init; }

    /// <summary>The numbers it is computed with; <c>compute.dtype</c> when not set.</summary>
    public ComputeType? Dtype { get; init; }

    /// <inheritdoc/>
    public override (double Min, double Max)? RewardRange(int mostSteps) => Effective ? null : (-Alpha, Alpha);
}
