// Second and fourth stage: what the other responses of a group say about a response. Leave-one-out estimators (Kool et al. 2019;
// RLOO) are unbiased because a response never enters its own baseline.
namespace Pure.Credit;

/// <summary>Baselines of one group.</summary>
internal static class GroupBaseline
{
    private const double Tiny = 1e-6;  // added to standard deviations, as in GRPO's public implementations

    /// <summary>Sets the rates that are subtracted at step ends, and centres the verifiable reward. Runs before accumulation.</summary>
    public static void Prepare(ResponseCredit[] group, CreditOptions options)
    {
        if (group.Length == 1 && options.RewardBaseline is not (RewardBaseline.None or RewardBaseline.ReinforcePlusPlus))
            throw new PureException($"Problem '{group[0].Input.Group}' has a single response, but reward_baseline '{OptionName.Snake(options.RewardBaseline)}' compares responses of a group. Sample at least 2 (num_generations), or set reward_baseline to 'none'.");
        CheckAgreement(group);
        if (options.RewardBaseline == RewardBaseline.Token)
            SetTokenRates(group);
        else if (options.RewardBaseline == RewardBaseline.Step)
            SetStepRates(group);
        if (options.RewardMode != RewardMode.Prm && group[0].Input.Outcome is not null) CentreOutcomes(group, options);
    }

    /// <summary>Subtracts the baselines that belong to returns. Runs after accumulation, and adds the verifiable reward that is centred on its own, which no baseline of returns may touch.</summary>
    public static void Subtract(ResponseCredit[] group, CreditOptions options)
    {
        switch (options.RewardBaseline)
        {
            case RewardBaseline.PaddedWidth:
                double total = 0;
                Span<double> sums = group.Length <= 256 ? stackalloc double[group.Length] : new double[group.Length];
                for (int i = 0; i < group.Length; i++) total += sums[i] = VectorMath.Sum(group[i].Returns);
                for (int i = 0; i < group.Length; i++) Shift(group[i], (total - sums[i]) / ((group.Length - 1.0) * options.PaddedWidth), 1);
                break;
            case RewardBaseline.Grpo or RewardBaseline.DrGrpo:
                (double mean, double deviation) = Moments(group);
                double scale = options.RewardBaseline == RewardBaseline.Grpo ? 1 / (deviation + Tiny) : 1;
                foreach (ResponseCredit response in group) Shift(response, mean, scale);
                break;
            default:  // already inside the returns, or a matter of the whole batch
                foreach (ResponseCredit response in group) AddVerifiable(response);
                break;
        }
    }

    private static void SetTokenRates(ResponseCredit[] group)
    {
        double total = 0, tokens = 0;
        foreach (ResponseCredit response in group)
        {
            total += response.Total;
            tokens += response.Length;
        }

        foreach (ResponseCredit response in group) response.Rate = (total - response.Total) / (tokens - response.Length);
    }

    private static void SetStepRates(ResponseCredit[] group)
    {
        double sum = 0;
        foreach (ResponseCredit response in group) sum += response.Total / response.Steps.Length;
        foreach (ResponseCredit response in group)
            response.Rate = (sum - (response.Total / response.Steps.Length)) / (group.Length - 1);
    }

    private static void CentreOutcomes(ResponseCredit[] group, CreditOptions options)
    {
        double sum = 0, squares = 0;
        foreach (ResponseCredit response in group) sum += response.Input.Outcome!.Value;
        double mean = sum / group.Length;
        foreach (ResponseCredit response in group) squares += Math.Pow(response.Input.Outcome!.Value - mean, 2);
        double deviation = Math.Sqrt(squares / Math.Max(1, group.Length - 1));
        foreach (ResponseCredit response in group)
        {
            double outcome = response.Input.Outcome!.Value;
            if (options.VerifiableCentering == VerifiableCentering.InScores)
            {
                response.VerifiableScore = options.VerifiableRewardCoef * outcome;
                continue;
            }

            response.VerifiableAdvantage = options.VerifiableRewardCoef * options.RewardBaseline switch
            {
                RewardBaseline.Grpo => (outcome - mean) / (deviation + Tiny),
                RewardBaseline.DrGrpo => outcome - mean,
                RewardBaseline.None or RewardBaseline.ReinforcePlusPlus => outcome,
                _ => outcome - ((sum - outcome) / (group.Length - 1)),
            };
        }
    }

    private static void CheckAgreement(ResponseCredit[] group)
    {
        foreach (ResponseCredit response in group)
        {
            if (response.Input.Outcome is { } outcome && !double.IsFinite(outcome))
                throw new PureException($"{response.Input}: the outcome is {outcome}. Give 1, 0, or none when the problem has no answer.");
            if (response.Input.Outcome.HasValue != group[0].Input.Outcome.HasValue)
                throw new PureException($"{response.Input}: some responses of this problem have an outcome and some have none. Check all of them, or none.");
            if (response.HasProcessReward != group[0].HasProcessReward)
                throw new PureException($"{response.Input}: some responses of this problem have step rewards and some have none. Score all of them, or none.");
        }
    }

    /// <summary>Baselines of returns apply to what was there before the verifiable reward, which then belongs to returns and advantages alike.</summary>
    private static void Shift(ResponseCredit response, double baseline, double scale)
    {
        response.Baselines.AsSpan().Fill(baseline);
        AddVerifiable(response);
        response.Centre = baseline + response.VerifiableAdvantage;
        response.Factor = scale;
        response.Shift = response.VerifiableAdvantage;
    }

    private static void AddVerifiable(ResponseCredit response)
    {
        if (response.VerifiableAdvantage == 0) return;
        response.Rewards[^1] += response.VerifiableAdvantage;
        VectorMath.Affine(response.Returns, response.Returns, 0, 1, response.VerifiableAdvantage);
    }

    /// <summary>Mean and unbiased deviation of the returns, every response weighing the same: with the same return on all tokens of a response these are those of GRPO.</summary>
    private static (double Mean, double Deviation) Moments(ResponseCredit[] group)
    {
        double mean = 0, square = 0;
        foreach (ResponseCredit response in group) mean += VectorMath.Sum(response.Returns) / response.Length / group.Length;
        foreach (ResponseCredit response in group) square += VectorMath.SquaredDistances(response.Returns, mean) / response.Length;
        return (mean, Math.Sqrt(square / (group.Length - 1)));
    }
}
