using System.ComponentModel.DataAnnotations;
using Pure.Data;

namespace Pure.Config;

/// <summary>One phase of training an implicit process reward model.</summary>
public sealed record ImplicitPhase : OptimizerOptions, IPhase
{
    /// <summary>Shown while it runs.</summary>
    [Required]
    public string Name { get; init; } = "";

    /// <summary>Responses with outcomes (<c>prompt</c>, <c>completion</c>, <c>label</c>); for the loss 'steps' solutions with labelled steps. Several files are read as one.</summary>
    [MinLength(1)]
    [PathKey]
    public IReadOnlyList<string> Train { get; init; } = [];

    /// <summary>How the rows of these files are read.</summary>
    public DataOptions Data { get; init; } = new();

    /// <summary>The loss, which also decides whether responses are used singly or in pairs.</summary>
    public ImplicitLoss Loss { get; init; } = ImplicitLoss.Ce;

    /// <summary>Whether every prompt gives as many right as wrong responses; the surplus is left out, and counted. Helps cross-entropy (the paper's table 3); pairs are balanced as they are.</summary>
    public bool Balance { get; init; }

    /// <summary>Responses in one update, or pairs.</summary>
    [Range(1, 1_000_000)]
    public int BatchSize { get; init; } = 64;

    /// <summary>Number of updates.</summary>
    [Range(1, 100_000_000)]
    public int MaxSteps { get; init; } = 1000;
}
