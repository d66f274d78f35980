namespace Pure.Cli.Demo.Report;

/// <summary>What was measured at one RL step of one run. A quantity that was not measured there is null.</summary>
/// <param name="Step">Optimizer updates done; 0 is the common start.</param>
internal sealed record CurvePoint(int Step)
{
    /// <summary>Share of held-out problems solved when sampling at temperature 1, 0 to 1.</summary>
    public double? Pass1 { get; init; }

    /// <summary>Share of held-out problems solved by greedy decoding, 0 to 1.</summary>
    public double? Greedy { get; init; }

    /// <summary>Share of responses that ended by themselves, not at the length limit, 0 to 1.</summary>
    public double? FinishRate { get; init; }

    /// <summary>Mean number of optional steps in a response that only repeat the current value.</summary>
    public double? Restatements { get; init; }

    /// <summary>Mean number of steps in a response.</summary>
    public double? StepsPerResponse { get; init; }

    /// <summary>Mean reward of a step as the process reward model gives it, -1 to 1.</summary>
    public double? MeanStepReward { get; init; }

    /// <summary>Mean divergence from the reference policy, nats per token.</summary>
    public double? Kl { get; init; }

    /// <summary>Mean number of tokens in a response.</summary>
    public double? ResponseTokens { get; init; }
}
