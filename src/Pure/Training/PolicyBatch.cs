using Pure.Models;
using Pure.Rewards;
using Pure.Credit;
using Pure.Config;

namespace Pure.Training;

/// <summary>Everything one policy update needs of its rollouts, one entry a rollout.</summary>
/// <param name="Sequences">Prompt and response ids.</param>
/// <param name="Tokens">Old and reference log-probabilities, advantages and weights of the response tokens.</param>
public sealed record PolicyBatch(IReadOnlyList<TokenSequence> Sequences, IReadOnlyList<PolicyTokens> Tokens)
{
    /// <summary>Puts rollouts and their credit together.</summary>
    public static PolicyBatch Of(IReadOnlyList<ScoredRollout> rollouts, IReadOnlyList<TokenCredit> credits, LossAggregation aggregation)
    {
        float[][] weights = TokenWeights.Of([.. credits.Select(c => c.Mask)], aggregation);
        return new PolicyBatch(
            [.. rollouts.Select(r => TokenSequence.Of(r.Rollout.PromptIds, r.Rollout.ResponseIds))],
            [.. rollouts.Select((r, i) => new PolicyTokens(
                r.Rollout.LogProbabilities,
                r.ReferenceLogProbabilities,
                [.. credits[i].Advantages.Select(a => (float)a)],
                weights[i]))]);
    }

    /// <summary>The tokens of some rollouts as one list.</summary>
    public PolicyTokens Join(int[] part) => new(
        [.. part.SelectMany(i => Tokens[i].Old)],
        [.. part.SelectMany(i => Tokens[i].Reference)],
        [.. part.SelectMany(i => Tokens[i].Advantages)],
        [.. part.SelectMany(i => Tokens[i].Weights)]);
}
