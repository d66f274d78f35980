using System.ComponentModel.DataAnnotations;

namespace Pure.Config;

/// <summary>When checkpoints are written and how many are kept. The last step is always written.</summary>
public sealed record CheckpointOptions
{
    /// <summary>Steps between checkpoints; 0 for the last step alone.</summary>
    [Range(0, 1_000_000)]
    public int SaveSteps { get; init; } = 100;

    /// <summary>Newest checkpoints to keep; 0 keeps all.</summary>
    [Range(0, 1_000_000)]
    public int SaveTotalLimit { get; init; } = 2;
}
