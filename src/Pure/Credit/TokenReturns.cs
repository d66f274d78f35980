// Third stage: from the credit of the steps to the return of each token. Tokens inside a step carry no reward of their own, so
// without a divergence in the reward every token of a step has the return of the step's end.
namespace Pure.Credit;

/// <summary>Accumulates returns along one response.</summary>
internal static class TokenReturns
{
    /// <summary>Writes rewards, baselines inside the return, and returns.</summary>
    public static void Accumulate(ResponseCredit response, CreditOptions options)
    {
        PlaceRewards(response, options);
        if (options.CreditAssignment == CreditAssignment.TokenMin)
            RunningMinimum(response, options);
        else if (options.KlRewardCoef > 0)
            AlongTokens(response, options);
        else
            AlongSteps(response, options.Gamma);
    }

    private static void PlaceRewards(ResponseCredit response, CreditOptions options)
    {
        Rollouts.Steps steps = response.Input.Steps;
        for (int j = 0; j < steps.Count; j++)
        {
            int end = steps.End(j);
            response.Rewards[end] = response.Steps[j];
            response.Baselines[end] = options.RewardBaseline switch
            {
                RewardBaseline.Token => response.Rate * (steps.ContentTokens(j) + (options.BaselineCountsEndTokens ? 1 : 0)),
                RewardBaseline.Step when response.HasProcessReward => response.Rate,
                _ => 0,
            };
        }

        response.Rewards[^1] += response.VerifiableScore;
    }

    private static void AlongSteps(ResponseCredit response, double gamma)
    {
        Rollouts.Steps steps = response.Input.Steps;
        double after = 0;
        for (int j = steps.Count - 1; j >= 0; j--)
        {
            int start = steps.Start(j), end = steps.End(j);
            after = response.Rewards[end] - response.Baselines[end] + (gamma * after);
            response.Returns.AsSpan(start, end - start + 1).Fill(after);
        }
    }

    private static void AlongTokens(ResponseCredit response, CreditOptions options)
    {
        Rollouts.Steps steps = response.Input.Steps;
        double[] returns = response.Returns;
        response.Input.LogRatiosInto(returns);
        Divergence.Estimate(options.KlEstimator, returns, -options.KlRewardCoef);
        double after = 0;
        for (int j = steps.Count - 1; j >= 0; j--)
        {
            int end = steps.End(j);
            after = (options.Gamma * after) + (response.Rewards[end] - response.Baselines[end]);
            for (int t = end; t >= steps.Start(j); t--) returns[t] = after += returns[t];
        }
    }

    /// <summary>The minimum of this and all later token rewards, padding (0) included when the response is shorter than the padded width.</summary>
    private static void RunningMinimum(ResponseCredit response, CreditOptions options)
    {
        double[] returns = response.Returns;
        if (options.KlRewardCoef > 0)
        {
            response.Input.LogRatiosInto(returns);
            Divergence.Estimate(options.KlEstimator, returns, -options.KlRewardCoef);
        }
        else
        {
            Array.Clear(returns);
        }

        double smallest = response.Length < options.PaddedWidth ? 0 : double.PositiveInfinity;
        for (int t = response.Length - 1; t >= 0; t--) returns[t] = smallest = Math.Min(smallest, response.Rewards[t] + returns[t]);
    }
}
