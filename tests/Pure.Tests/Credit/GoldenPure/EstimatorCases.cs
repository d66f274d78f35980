using System.Text.Json;
using Pure.Credit;
using Xunit;

namespace Pure.Tests.Credit.GoldenPure;

/// <summary>Branch verl's estimators on padded arrays, as mirrored and in their later state.</summary>
internal static class EstimatorCases
{
    public static void Check(JsonElement root, JsonElement item)
    {
        Golden.Knows(item, "id", "branch", "note", "token_rewards", "mask", "group_ids", "expected");
        double[][] rewards = Golden.Rows(item.GetProperty("token_rewards")), mask = Golden.Rows(item.GetProperty("mask"));
        int[] groups = Golden.Ids(item.GetProperty("group_ids"));
        foreach (JsonProperty expected in item.GetProperty("expected").EnumerateObject())
        {
            (double[][] advantages, double[][]? returns) = expected.Name switch
            {
                "rloo_sum_raw" => Raw(TokenEstimators.Returns(rewards, mask, 1), mask, groups),
                "rloo_sum_whiten" => Whitened(TokenEstimators.Returns(rewards, mask, 1), mask, groups),
                "rloo_min_raw" => Raw(TokenEstimators.RunningMinimum(rewards, mask, paddingCounts: true), mask, groups),
                "rloo_min_whiten" => Whitened(TokenEstimators.RunningMinimum(rewards, mask, paddingCounts: true), mask, groups),
                "rloo_scalar_backup" => (TokenEstimators.LeaveOneOutScalar(rewards, mask, groups), null),
                "grpo_scalar" => (TokenEstimators.GrpoScalar(rewards, mask, groups), null),
                "reinforce_pp" => TokenEstimators.ReinforcePlusPlus(rewards, mask, 1),
                "gae_whitened" => TokenEstimators.Gae(rewards, Golden.Rows(expected.Value.GetProperty("values")), mask, 1, 1),
                "masked_whiten_of_rewards" => (TokenEstimators.MaskedWhiten(rewards, mask), null),
                _ => throw new NotSupportedException($"no check for the estimator {expected.Name}"),
            };
            if (returns is null)
            {
                Golden.Close(expected.Name, Golden.Rows(expected.Value), advantages);
                continue;
            }

            Golden.Close($"{expected.Name}.advantages", Golden.Rows(expected.Value.GetProperty("advantages")), advantages);
            Golden.Close($"{expected.Name}.returns", Golden.Rows(expected.Value.GetProperty("returns")), returns);
        }
    }

    public static void CheckLater(JsonElement root, JsonElement item)
    {
        if (item.TryGetProperty("expected_kept_rows", out JsonElement kept))
        {
            Golden.Knows(item, "id", "branch", "note", "verifiable_rewards", "group_ids", "expected_kept_rows");
            double?[] outcomes = [.. Golden.Numbers(item.GetProperty("verifiable_rewards")).Select(x => (double?)x)];
            string[] names = [.. Golden.Ids(item.GetProperty("group_ids")).Select(g => $"p{g}")];
            Assert.Equal(Golden.Ids(kept), GroupFilter.RemoveExtreme(outcomes, names));
            return;
        }

        Golden.Knows(item, "id", "branch", "note", "token_rewards", "mask", "group_ids", "expected");
        double[][] rewards = Golden.Rows(item.GetProperty("token_rewards")), mask = Golden.Rows(item.GetProperty("mask"));
        int[] groups = Golden.Ids(item.GetProperty("group_ids"));
        double[][] sum = TokenEstimators.Returns(rewards, mask, 1), minimum = TokenEstimators.RunningMinimum(rewards, mask, paddingCounts: false);
        foreach (JsonProperty expected in item.GetProperty("expected").EnumerateObject())
        {
            double[][] actual = expected.Name switch
            {
                "return_sum_gamma1" => sum,
                "return_sum_gamma0p9" => TokenEstimators.Returns(rewards, mask, 0.9),
                "return_min_masked" => minimum,
                "rloo_sum_raw_unmasked" => TokenEstimators.LeaveOneOut(sum, groups),
                "rloo_sum_whiten" => Whitened(sum, mask, groups).Advantages,
                "rloo_min_raw_unmasked" => TokenEstimators.LeaveOneOut(minimum, groups),
                "rloo_min_whiten" => Whitened(minimum, mask, groups).Advantages,
                "grpo_token_raw_unmasked" => TokenEstimators.GroupNormalized(sum, groups),
                "grpo_token_whiten" => TokenEstimators.Masked(TokenEstimators.MaskedWhiten(TokenEstimators.GroupNormalized(sum, groups), mask), mask),
                _ => throw new NotSupportedException($"no check for the estimator {expected.Name}"),
            };
            Golden.Close(expected.Name, Golden.Rows(expected.Value), actual);
        }
    }

    private static (double[][] Advantages, double[][]? Returns) Raw(double[][] returns, double[][] mask, int[] groups)
    {
        double[][] advantages = TokenEstimators.Masked(TokenEstimators.LeaveOneOut(returns, groups), mask);
        return (advantages, advantages);
    }

    private static (double[][] Advantages, double[][]? Returns) Whitened(double[][] returns, double[][] mask, int[] groups)
    {
        double[][] raw = TokenEstimators.Masked(TokenEstimators.LeaveOneOut(returns, groups), mask);
        return (TokenEstimators.Masked(TokenEstimators.MaskedWhiten(raw, mask), mask), raw);
    }
}
