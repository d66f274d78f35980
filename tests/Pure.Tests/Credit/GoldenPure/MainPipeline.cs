using System.Text.Json;
using Pure.Credit;
using Pure.Rewards.Inputs;
using Pure.Rollouts;
using Xunit;

namespace Pure.Tests.Credit.GoldenPure;

/// <summary>Branch main from sampled ids to advantages.</summary>
internal static class MainPipeline
{
    public static void Check(JsonElement root, JsonElement item)
    {
        Golden.Knows(item, "id", "branch", "note", "config", "prompt_groups");
        JsonElement config = item.GetProperty("config"), vocabulary = root.GetProperty("vocabulary");
        CreditOptions options = Options(config);
        JsonElement[] groups = [.. item.GetProperty("prompt_groups").EnumerateArray()];
        var inputs = new List<CreditInput>();
        var expected = new List<JsonElement>();
        for (int g = 0; g < groups.Length; g++)
        {
            Golden.Knows(groups[g], "prompt_tokens", "has_answer", "responses");
            foreach (JsonElement response in groups[g].GetProperty("responses").EnumerateArray())
            {
                inputs.Add(Input(groups[g], response, vocabulary, $"p{g}", options));
                expected.Add(response);
            }
        }

        CreditResult raw = CreditPipeline.Assign(inputs, options with { WhitenAdvantages = AdvantageWhitening.None });
        CreditResult result = CreditPipeline.Assign(inputs, options);
        for (int i = 0; i < inputs.Count; i++) Compare(expected[i], inputs[i], raw.Credits[i], result.Credits[i], options);
    }

    private static CreditOptions Options(JsonElement config)
    {
        Golden.Knows(config, "n", "reward_mode", "reward_baseline", "vr_coef", "disable_weighted_reward", "nomask_separator_adv", "kl_k3", "kl_coef", "temperature", "whiten", "micro");
        return CreditPresets.PureMain with
        {
            RewardMode = config.GetProperty("reward_mode").GetString() switch { "PRM" => RewardMode.Prm, "VR" => RewardMode.Vr, "PRMVR" => RewardMode.PrmVr, var mode => throw new NotSupportedException(mode) },
            RewardBaseline = config.GetProperty("reward_baseline").GetString() switch { "token" => RewardBaseline.Token, "step" => RewardBaseline.Step, var baseline => throw new NotSupportedException(baseline) },
            VerifiableRewardCoef = config.GetProperty("vr_coef").GetDouble(),
            CreditAssignment = config.GetProperty("disable_weighted_reward").GetBoolean() ? CreditAssignment.Mean : CreditAssignment.SoftMin,
            MaskSeparators = !config.GetProperty("nomask_separator_adv").GetBoolean(),
            KlEstimator = config.GetProperty("kl_k3").GetBoolean() ? KlEstimator.K3 : KlEstimator.K1,
            KlRewardCoef = config.GetProperty("kl_coef").GetDouble(),
            CreditTemperature = config.GetProperty("temperature").GetDouble(),
            WhitenAdvantages = config.GetProperty("whiten").GetBoolean() ? AdvantageWhitening.NonzeroBatch : AdvantageWhitening.None,
        };
    }

    private static CreditInput Input(JsonElement group, JsonElement response, JsonElement vocabulary, string name, CreditOptions options)
    {
        Golden.Knows(
            response, "sampled_tokens", "solved", "response_tokens_after_processing", "num_tokens", "step_end_token_indices", "num_tokens_per_step",
            "prm_step_logits", "prm_input_ids", "prm_attention_mask", "transformed_step_rewards", "kl_per_token", "logp", "ref_logp",
            "token_rewards_after_baseline_and_vr", "token_returns", "token_advantages_before_whitening", "info_reward", "info_match", "info_return",
            "info_kl", "info_num_steps", "token_advantages", "step_rewards");
        int end = vocabulary.GetProperty("eos").GetInt32();
        int[] sampled = Golden.Ids(response.GetProperty("sampled_tokens"));
        int[] ids = sampled[^1] == end ? sampled : PureInput.WithForcedEnd(sampled, end);
        Assert.Equal(Golden.Ids(response.GetProperty("response_tokens_after_processing")), ids);
        Assert.Equal(response.GetProperty("num_tokens").GetInt32(), ids.Length);

        Steps steps = Steps.Of(ids, Golden.Ids(vocabulary.GetProperty("step_separators")).ToHashSet());
        Assert.Equal(Golden.Ids(response.GetProperty("step_end_token_indices")), steps.Ends.ToArray());
        Assert.Equal(Golden.Ids(response.GetProperty("num_tokens_per_step")), Enumerable.Range(0, steps.Count).Select(steps.ContentTokens));
        Assert.Equal(response.GetProperty("info_num_steps").GetDouble(), steps.Count);

        double[] rewards = [];
        if (options.RewardMode != RewardMode.Vr)
        {
            PaddedInput.Check(response, PureInput.ReplacedEnds(Golden.Ids(group.GetProperty("prompt_tokens")), ids, steps, vocabulary.GetProperty("prm_separator").GetInt32()), vocabulary);
            rewards = [.. Golden.Rows(response.GetProperty("prm_step_logits")).Select(z => StepReward.Difference(z[0], z[1]))];
            Golden.Close("step_rewards", Golden.Numbers(response.GetProperty("step_rewards")), rewards);
        }

        double[] policy = Golden.Numbers(response.GetProperty("logp")), reference = Golden.Numbers(response.GetProperty("ref_logp"));
        JsonElement solved = response.GetProperty("solved");
        double? outcome = group.GetProperty("has_answer").GetBoolean() && solved.ValueKind == JsonValueKind.Number ? solved.GetDouble() : null;
        return new CreditInput(name, 0, steps, rewards, outcome, [.. policy.Zip(reference, (p, q) => p - q)], Truncated: false);
    }

    private static void Compare(JsonElement expected, CreditInput input, TokenCredit raw, TokenCredit credit, CreditOptions options)
    {
        double[] kl = Array.ConvertAll(input.LogRatios, ratio => Divergence.Estimate(options.KlEstimator, ratio));
        Golden.Close("kl_per_token", Golden.Numbers(expected.GetProperty("kl_per_token")), kl);
        Golden.Close("info_kl", expected.GetProperty("info_kl").GetDouble(), kl.Average());
        double outcome = 0;
        if (options.RewardMode != RewardMode.Vr)
        {
            double[] transformed = new double[input.StepRewards.Length];
            StepCredit.Assign(input.StepRewards, options, transformed);
            Golden.Close("transformed_step_rewards", Golden.Numbers(expected.GetProperty("transformed_step_rewards")), transformed);
            outcome = transformed.Sum();
        }

        Golden.Close("info_reward", expected.GetProperty("info_reward").GetDouble(), outcome);
        double match = input.Outcome is { } solved ? (outcome > 0) == (solved > 0) ? 1 : 0 : -1;
        Assert.Equal(expected.GetProperty("info_match").GetDouble(), match);

        Golden.Close("token_rewards", Golden.Numbers(expected.GetProperty("token_rewards_after_baseline_and_vr")), [.. raw.Rewards.Zip(raw.Baselines, (r, b) => r - b)]);
        Golden.Close("info_return", expected.GetProperty("info_return").GetDouble(), raw.Returns[0]);
        double[] returns = [.. raw.Returns];
        if (options.MaskSeparators)
        {
            foreach (int end in input.Steps.Ends) returns[end] = 0;
        }

        Golden.Close("token_returns", Golden.Numbers(expected.GetProperty("token_returns")), returns);
        Golden.Close("before_whitening", Golden.Numbers(expected.GetProperty("token_advantages_before_whitening")), raw.Advantages);
        Golden.Close("token_advantages", Golden.Numbers(expected.GetProperty("token_advantages")), credit.Advantages);
    }
}
