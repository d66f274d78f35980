using System.ComponentModel.DataAnnotations;
using Pure.Data;

namespace Pure.Config;

/// <summary>One phase of training on preference pairs.</summary>
public sealed record PairPhase : OptimizerOptions, IPhase
{
    /// <summary>Shown while it runs.</summary>
    [Required]
    public string Name { get; init; } = "";

    /// <summary>Preference pairs (<c>prompt</c>, <c>chosen</c>, <c>rejected</c>); several files are read as one.</summary>
    [MinLength(1)]
    [PathKey]
    public IReadOnlyList<string> Train { get; init; } = [];

    /// <summary>How the rows of this phase's files are read; <c>reward.data</c> when not given.</summary>
    public DataOptions? Data { get; init; }

    /// <summary>Which weights learn.</summary>
    public TrainedPart Trains { get; init; } = TrainedPart.All;

    /// <summary>Pairs in one update.</summary>
    [Range(1, 1_000_000)]
    public int BatchSize { get; init; } = 64;

    /// <summary>Number of updates.</summary>
    [Range(1, 100_000_000)]
    public int MaxSteps { get; init; } = 1000;
}
