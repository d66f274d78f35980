namespace Pure.Credit;

/// <summary>Options that contradict each other, or are out of range.</summary>
internal static class CreditRules
{
    /// <summary>Refuses what no batch could be credited with.</summary>
    /// <exception cref="PureException">Names the first problem.</exception>
    public static void Check(CreditOptions options)
    {
        if (!(options.CreditTemperature > 0) || double.IsInfinity(options.CreditTemperature))
            throw new PureException($"credit_temperature is {options.CreditTemperature}; it must be above 0. Use 0.1 for rewards in [-1, 1], or credit_assignment 'strict_min' for the exact minimum.");
        if (!(options.RewardMin < options.RewardMax))
            throw new PureException($"reward_min ({options.RewardMin}) must be below reward_max ({options.RewardMax}).");
        NotNegative(options.ProcessRewardCoef, "process_reward_coef");
        NotNegative(options.VerifiableRewardCoef, "verifiable_reward_coef");
        NotNegative(options.KlRewardCoef, "kl_reward_coef");
        if (!(options.Gamma >= 0 && options.Gamma <= 1))
            throw new PureException($"gamma is {options.Gamma}; it must lie in [0, 1].");
        if (options.Gamma != 1 && options.CreditAssignment != CreditAssignment.Sum)
            throw new PureException($"gamma is {options.Gamma}, but only credit_assignment 'sum' discounts; the return of '{OptionName.Snake(options.CreditAssignment)}' is not a discounted sum. Set gamma to 1.");
        if (options.ScaleTemperatureWithSteps && options.TemperatureReferenceSteps < 2)
            throw new PureException($"temperature_reference_steps is {options.TemperatureReferenceSteps}; it must be at least 2.");
        bool needsWidth = options.RewardBaseline == RewardBaseline.PaddedWidth || options.CreditAssignment == CreditAssignment.TokenMin;
        if (needsWidth && options.PaddedWidth < 1)
            throw new PureException("reward_baseline 'padded_width' and credit_assignment 'token_min' depend on the width that responses are padded to. Set padded_width, usually to max_completion_length.");
        if (options.CreditAssignment == CreditAssignment.TokenMin && options.RewardBaseline is RewardBaseline.Token or RewardBaseline.Step)
            throw new PureException("credit_assignment 'token_min' has no rewards of steps to subtract a baseline from. Set reward_baseline to 'padded_width' or 'none'.");
    }

    private static void NotNegative(double value, string name)
    {
        if (!(value >= 0) || double.IsInfinity(value)) throw new PureException($"{name} is {value}; it must be 0 or more.");
    }
}
