using System.ComponentModel.DataAnnotations;
using Pure.Data;

namespace Pure.Config;

/// <summary>Section <c>evaluation</c>: problems that are tried before training, every few steps, and after it.</summary>
public sealed record HeldOutOptions
{
    /// <summary>Problems with their answers.</summary>
    [Required]
    [PathKey]
    public string Prompts { get; init; } = "";

    /// <summary>How the rows of the file are read.</summary>
    public DataOptions Data { get; init; } = new();

    /// <summary>Steps between evaluations.</summary>
    [Range(1, 1_000_000)]
    public int EverySteps { get; init; } = 10;

    /// <summary>Also take the most likely response of each problem.</summary>
    public bool Greedy { get; init; } = true;
}
