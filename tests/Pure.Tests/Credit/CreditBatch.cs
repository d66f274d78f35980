using Pure.Credit;
using Pure.Rewards;
using Pure.Rollouts;

namespace Pure.Tests.Credit;

/// <summary>Builds small batches for credit tests.</summary>
internal static class CreditBatch
{
    /// <summary>A response whose steps have the given numbers of tokens, end tokens included.</summary>
    public static CreditInput Response(string group, double[] rewards, int[] tokens, double? outcome = null, double[]? ratios = null, bool truncated = false)
    {
        int end = -1;
        return new CreditInput(group, 0, Steps.FromEnds([.. tokens.Select(n => end += n)]), rewards, outcome, ratios ?? [], truncated);
    }

    /// <summary>The same response as a scored rollout, with token ids and log-probabilities made up.</summary>
    public static ScoredRollout Scored(CreditInput input)
    {
        var rollout = new Rollout(
            input.Group, input.Sample, [1], new int[input.Length], new float[input.Length],
            input.Truncated ? FinishReason.Length : FinishReason.Stop, 0, 0);
        return new ScoredRollout(rollout, input.Steps, input.StepRewards, input.Outcome, new float[input.Length]);
    }

    /// <summary>Options without whitening, for laws that hold before it.</summary>
    public static CreditOptions Plain(CreditOptions? options = null) => (options ?? new CreditOptions()) with { WhitenAdvantages = AdvantageWhitening.None };

    public static double[] Advantages(CreditResult result, int response) => result.Credits[response].Advantages;
}
