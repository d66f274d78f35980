using System.ComponentModel.DataAnnotations;

namespace Pure.Config;

/// <summary>Section <c>sft</c>.</summary>
public sealed record SftOptions : OptimizerOptions
{
    /// <summary>JSON Lines with <c>prompt</c> and <c>completion</c>.</summary>
    [Required]
    [PathKey]
    public string Train { get; init; } = "";

    /// <summary>Demonstrations in one update.</summary>
    [Range(1, 1_000_000)]
    public int BatchSize { get; init; } = 32;

    /// <summary>Number of updates. Demonstrations are taken in an order shuffled anew for each pass.</summary>
    [Range(1, 100_000_000)]
    public int MaxSteps { get; init; } = 1000;
}
