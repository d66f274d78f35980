using System.ComponentModel.DataAnnotations;

namespace Pure.Config;

/// <summary>AdamW and its schedule; the keys stand directly in the section that trains.</summary>
public record OptimizerOptions
{
    /// <summary>Peak learning rate.</summary>
    [Range(0, 10)]
    public double LearningRate { get; init; } = 1e-6;

    /// <summary>Shape of the learning rate after warm-up.</summary>
    public LearningRateSchedule LrSchedulerType { get; init; } = LearningRateSchedule.Constant;

    /// <summary>Updates in which the learning rate rises from 0 to its peak.</summary>
    [Range(0, 1_000_000)]
    public int WarmupSteps { get; init; }

    /// <summary>The fraction of the peak at which linear and cosine end.</summary>
    [Range(0, 1)]
    public double MinLrRatio { get; init; }

    /// <summary>Decay rate of the first moment.</summary>
    [Range(0, 0.99999)]
    public double AdamBeta1 { get; init; } = 0.9;

    /// <summary>Decay rate of the second moment.</summary>
    [Range(0, 0.99999)]
    public double AdamBeta2 { get; init; } = 0.95;

    /// <summary>Added to the denominator of the update.</summary>
    [Range(1e-16, 1)]
    public double AdamEpsilon { get; init; } = 1e-8;

    /// <summary>Decoupled weight decay.</summary>
    [Range(0, 1)]
    public double WeightDecay { get; init; }

    /// <summary>Gradients are scaled down to this norm; 0 for no limit.</summary>
    [Range(0, 1e9)]
    public double MaxGradNorm { get; init; } = 1.0;
}
