using Pure.Rewards;
using Pure.Rollouts;

namespace Pure.Credit;

/// <summary>What credit assignment reads of one response: no text and no token ids, so that rollouts of any origin can be credited.</summary>
/// <param name="Group">Responses with an equal group are compared with each other: the id of the problem.</param>
/// <param name="Sample">Index of the response within its group; only named in messages.</param>
/// <param name="Steps">The steps; the last one ends at the last token, so they also give the length L.</param>
/// <param name="StepRewards">Process reward of each step; empty when there is none.</param>
/// <param name="Outcome">1 solved, 0 not, <see langword="null"/> when the problem has no answer.</param>
/// <param name="LogRatios">log p - log p_ref of each token; empty when no divergence is measured.</param>
/// <param name="Truncated">Whether the response was cut by the length limit, so that its last token is content unless it is a separator.</param>
public sealed record CreditInput(
    string Group,
    int Sample,
    Steps Steps,
    double[] StepRewards,
    double? Outcome,
    double[] LogRatios,
    bool Truncated)
{
    /// <summary>Number of tokens of the response.</summary>
    public int Length => Steps.Count == 0 ? 0 : Steps.End(Steps.Count - 1) + 1;

    /// <summary>Whether a step holds nothing but the token that closes it.</summary>
    public bool IsEmpty(int step) =>
        Steps.ContentTokens(step) == 0 && !(Truncated && step == Steps.Count - 1 && !Steps.EndsOnSeparator);

    /// <summary>The rollout this was read from; its log-probabilities are converted where they are needed, without a copy.</summary>
    internal ScoredRollout? Source { get; private init; }

    /// <summary>Reads a scored rollout.</summary>
    /// <exception cref="PureException">The steps do not cover the response.</exception>
    public static CreditInput From(ScoredRollout scored)
    {
        Rollout rollout = scored.Rollout;
        var input = new CreditInput(rollout.ProblemId, rollout.Sample, scored.Steps, scored.StepRewards, scored.Outcome, [], rollout.Finish == FinishReason.Length) { Source = scored };
        if (input.Length != rollout.ResponseIds.Length)
            throw new PureException($"{input}: the steps cover {input.Length} tokens, but the response has {rollout.ResponseIds.Length}. Make the steps from the sampled token ids of this response.");
        return input;
    }

    /// <summary>Where the response is, for messages.</summary>
    public override string ToString() => $"Problem '{Group}', response {Sample}";

    /// <summary>Writes log p - log p_ref of each token.</summary>
    /// <exception cref="PureException">There is not one a token.</exception>
    internal void LogRatiosInto(Span<double> ratios)
    {
        if (Source is null)
        {
            if (LogRatios.Length != ratios.Length)
                throw new PureException($"{this}: {LogRatios.Length} log-ratios to the reference for {ratios.Length} tokens, but kl_reward_coef is set. Give one a token, or set kl_reward_coef to 0.");
            LogRatios.CopyTo(ratios);
            return;
        }

        float[] policy = Source.Rollout.LogProbabilities, reference = Source.ReferenceLogProbabilities;
        if (policy.Length != ratios.Length || reference.Length != ratios.Length)
            throw new PureException($"{this}: {ratios.Length} tokens, but {policy.Length} log-probabilities and {reference.Length} under the reference. The divergence in the reward needs both for each token.");
        for (int t = 0; t < ratios.Length; t++) ratios[t] = (double)policy[t] - reference[t];
    }
}
