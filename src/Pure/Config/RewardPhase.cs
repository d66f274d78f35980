using System.ComponentModel.DataAnnotations;
using Pure.Data;

namespace Pure.Config;

/// <summary>One phase of reward-model training.</summary>
public sealed record RewardPhase : OptimizerOptions, IPhase
{
    /// <summary>Shown while it runs.</summary>
    [Required]
    public string Name { get; init; } = "";

    /// <summary>Solutions with labelled steps (<c>prompt</c>, <c>completions</c>, <c>labels</c>, or another format of <c>data.format</c>); several files are read as one.</summary>
    [MinLength(1)]
    [PathKey]
    public IReadOnlyList<string> Train { get; init; } = [];

    /// <summary>How the rows of this phase's files are read; <c>reward.data</c> when not given.</summary>
    public DataOptions? Data { get; init; }

    /// <summary>Which weights learn.</summary>
    public TrainedPart Trains { get; init; } = TrainedPart.All;

    /// <summary>Solutions in one update.</summary>
    [Range(1, 1_000_000)]
    public int BatchSize { get; init; } = 64;

    /// <summary>Number of updates at most.</summary>
    [Range(1, 100_000_000)]
    public int MaxSteps { get; init; } = 1000;

    /// <summary>The phase ends early when the loss, averaged over about the last 20 updates, is below this; 0 for never.</summary>
    [Range(0, 100)]
    public double StopLoss { get; init; }

    /// <summary>Whether labels below one half and the others weigh the same in every update, however many there are of each.</summary>
    public bool BalanceLabels { get; init; }

    /// <summary>How many tokens before the end of each step carry its label too. A model from scratch learns sooner when the token that decides a step is labelled itself.</summary>
    [Range(0, 64)]
    public int ExtraLabelTokens { get; init; }
}
