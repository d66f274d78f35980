using System.ComponentModel.DataAnnotations;

namespace Pure.Config;

/// <summary>Section <c>evaluation</c>: problems that are tried before training, every few steps, and after it.</summary>
public sealed record HeldOutOptions
{
    /// <summary>JSON Lines with <c>problem</c> and <c>answer</c>.</summary>
    [Required]
    [PathKey]
    public string Prompts { get; init; } = "";

    /// <summary>Steps between evaluations.</summary>
    [Range(1, 1_000_000)]
    public int EverySteps { get; init; } = 10;

    /// <summary>Also take the most likely response of each problem.</summary>
    public bool Greedy { get; init; } = true;
}
