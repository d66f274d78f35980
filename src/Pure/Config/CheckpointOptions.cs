using System.ComponentModel.DataAnnotations;

namespace Pure.Config;

/// <summary>When checkpoints are written and how many are kept. The last step is always written.</summary>
public sealed record CheckpointOptions
{
    /// <summary>Steps between checkpoints; 0 for the last step alone.</summary>
    [Range(0, 1_000_000)]
    public int SaveSteps { get; init; } = 100;

    /// <summary>Newest checkpoints to keep; 0 keeps all. The best is kept besides.</summary>
    [Range(0, 1_000_000)]
    public int SaveTotalLimit { get; init; } = 2;

    /// <summary>The metric by which <c>checkpoints/best</c> is chosen, such as <c>validation/auc</c> or <c>eval/pass@1</c>; no best when not set. Only checkpoints of steps that have this metric are compared.</summary>
    public string? MetricForBest { get; init; }

    /// <summary>Whether more of that metric is better.</summary>
    public bool GreaterIsBetter { get; init; } = true;
}
