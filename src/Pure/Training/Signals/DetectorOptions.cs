using System.ComponentModel.DataAnnotations;

namespace Pure.Training.Signals;

/// <summary>Limits of the collapse detectors. The metrics they apply to are those of <see cref="RolloutSignals"/> and of the update.</summary>
public sealed record DetectorOptions
{
    /// <summary>Steps at the beginning and at the end of the history whose means are compared.</summary>
    [Range(1, 1000)]
    public int Window { get; init; } = 5;

    /// <summary>Correlation of the number of steps with the sum of step rewards from which more steps simply pay more.</summary>
    [Range(0.0, 1.0)]
    public double StepsRewardCorrelation { get; init; } = 0.8;

    /// <summary>Growth of a quantity, relative to the beginning, that counts as a rise.</summary>
    [Range(1.0, 100.0)]
    public double Rise { get; init; } = 1.3;

    /// <summary>Remainder of a quantity, relative to the beginning, that counts as a fall.</summary>
    [Range(0.0, 1.0)]
    public double Fall { get; init; } = 0.9;

    /// <summary>Share of single-step responses from which steps are no longer steps.</summary>
    [Range(0.0, 1.0)]
    public double SingleSteps { get; init; } = 0.5;

    /// <summary>Share of responses that are the same text for different problems.</summary>
    [Range(0.0, 1.0)]
    public double Duplicates { get; init; } = 0.2;

    /// <summary>Share of responses without content.</summary>
    [Range(0.0, 1.0)]
    public double NoContent { get; init; } = 0.1;

    /// <summary>Remainder of the mean length, relative to the beginning, from which answers are fillers if their reward rises.</summary>
    [Range(0.0, 1.0)]
    public double ShortLength { get; init; } = 0.25;

    /// <summary>Share of right answers that are cut or highly repetitive: the authors saw 0 until five updates before a collapse.</summary>
    [Range(0.0, 1.0)]
    public double PseudoPositives { get; init; }

    /// <summary>Fall of the agreement between reward model and verifier from its best, in moving averages.</summary>
    [Range(0.0, 1.0)]
    public double MatchFall { get; init; } = 0.15;

    /// <summary>How much more often the reward model may approve than the verifier.</summary>
    [Range(0.0, 1.0)]
    public double Overrating { get; init; } = 0.3;

    /// <summary>Mean importance ratio from which an update is not one of the same policy any more.</summary>
    [Range(1.0, 1000.0)]
    public double MeanRatio { get; init; } = 10;

    /// <summary>Distance from the trailing mean, in standard deviations, that counts as a jump.</summary>
    [Range(1.0, 1000.0)]
    public double Jump { get; init; } = 6;

    /// <summary>Trailing steps that a jump is measured against.</summary>
    [Range(3, 1000)]
    public int JumpWindow { get; init; } = 20;
}
