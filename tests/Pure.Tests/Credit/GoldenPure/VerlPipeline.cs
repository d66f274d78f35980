using System.Text.Json;
using Pure.Credit;
using Pure.Rewards.Inputs;
using Pure.Rollouts;
using Xunit;

namespace Pure.Tests.Credit.GoldenPure;

/// <summary>Branch verl from sampled ids to advantages.</summary>
internal static class VerlPipeline
{
    public static void Check(JsonElement root, JsonElement item)
    {
        Golden.Knows(item, "id", "branch", "note", "config", "metrics", "prompt_groups");
        JsonElement config = item.GetProperty("config"), vocabulary = root.GetProperty("vocabulary");
        CreditOptions options = Options(config);
        JsonElement[] groups = [.. item.GetProperty("prompt_groups").EnumerateArray()];
        var inputs = new List<CreditInput>();
        var expected = new List<JsonElement>();
        for (int g = 0; g < groups.Length; g++)
        {
            Golden.Knows(groups[g], "prompt_tokens", "responses");
            foreach (JsonElement response in groups[g].GetProperty("responses").EnumerateArray())
            {
                inputs.Add(Input(groups[g], response, vocabulary, $"p{g}", options));
                expected.Add(response);
            }
        }

        CreditResult raw = CreditPipeline.Assign(inputs, options with { WhitenAdvantages = AdvantageWhitening.None });
        CreditResult result = CreditPipeline.Assign(inputs, options);
        for (int i = 0; i < inputs.Count; i++) Compare(expected[i], inputs[i], raw.Credits[i], result.Credits[i], options);
        CheckMetrics(item.GetProperty("metrics"), inputs, options);
    }

    private static CreditOptions Options(JsonElement config)
    {
        Golden.Knows(config, "n", "credit_assignment", "use_rm", "reward_manager", "vr_coef", "kl_penalty", "kl_coef", "adv_norm", "max_response_length", "max_prompt_length");
        JsonElement form = config.GetProperty("credit_assignment");
        bool process = config.GetProperty("use_rm").GetBoolean();
        bool verifiable = config.GetProperty("reward_manager").GetString() switch { "prime" => true, "blank" => false, var manager => throw new NotSupportedException(manager) };
        return CreditPresets.PureVerl(config.GetProperty("max_response_length").GetInt32()) with
        {
            RewardMode = process ? verifiable ? RewardMode.PrmVr : RewardMode.Prm : RewardMode.Vr,
            CreditAssignment = form.ValueKind == JsonValueKind.Number ? CreditAssignment.SoftMin : form.GetString() switch
            {
                "gamma-decay" => CreditAssignment.Sum,
                "strict min-form" => CreditAssignment.TokenMin,
                var name => throw new NotSupportedException(name),
            },
            CreditTemperature = form.ValueKind == JsonValueKind.Number ? form.GetDouble() : 0.1,
            VerifiableRewardCoef = process ? config.GetProperty("vr_coef").GetDouble() : 1,  // the branch ignores it without a reward model
            KlEstimator = config.GetProperty("kl_penalty").GetString() switch
            {
                "kl" => KlEstimator.K1,
                "mse" => KlEstimator.K2,
                "abs" => KlEstimator.Abs,
                "low_var_kl" => KlEstimator.K3Clamped,
                var name => throw new NotSupportedException(name),
            },
            KlRewardCoef = config.GetProperty("kl_coef").GetDouble(),
            WhitenAdvantages = config.GetProperty("adv_norm").GetBoolean() ? AdvantageWhitening.Batch : AdvantageWhitening.None,
        };
    }

    private static CreditInput Input(JsonElement group, JsonElement response, JsonElement vocabulary, string name, CreditOptions options)
    {
        Golden.Knows(
            response, "sampled_tokens", "num_tokens", "step_end_token_indices", "num_steps_counted", "prm_input_ids", "prm_attention_mask",
            "prm_position_ids", "prm_step_logits", "step_rewards", "rm_scores_at_step_ends", "verifiable_reward", "old_logp", "ref_logp",
            "token_level_scores", "token_level_rewards", "token_returns_minus_baseline", "token_advantages", "nonzero_beyond_valid");
        int[] ids = Golden.Ids(response.GetProperty("sampled_tokens"));
        Assert.Equal(response.GetProperty("num_tokens").GetInt32(), ids.Length);
        bool truncated = ids[^1] != vocabulary.GetProperty("eos").GetInt32();
        Steps steps = Steps.Of(ids, Golden.Ids(vocabulary.GetProperty("step_separators")).ToHashSet());

        double[] rewards = [];
        if (options.RewardMode != RewardMode.Vr)
        {
            Assert.Equal(Golden.Ids(response.GetProperty("step_end_token_indices")), steps.Ends.ToArray());
            int surplus = truncated && steps.EndsOnSeparator ? 1 : 0;  // the branch counts a cut on a separator twice
            Assert.Equal(response.GetProperty("num_steps_counted").GetDouble(), steps.Count + surplus);
            PaddedInput.Check(response, PureInput.ReplacedEnds(Golden.Ids(group.GetProperty("prompt_tokens")), ids, steps, vocabulary.GetProperty("prm_separator").GetInt32()), vocabulary);
            rewards = [.. Golden.Rows(response.GetProperty("prm_step_logits")).Select(z => StepReward.Difference(z[0], z[1]))];
            Golden.Close("step_rewards", Golden.Numbers(response.GetProperty("step_rewards")), rewards);
        }

        double[] policy = Golden.Numbers(response.GetProperty("old_logp")), reference = Golden.Numbers(response.GetProperty("ref_logp"));
        return new CreditInput(name, 0, steps, rewards, response.GetProperty("verifiable_reward").GetDouble(), [.. policy.Zip(reference, (p, q) => p - q)], truncated);
    }

    private static void Compare(JsonElement expected, CreditInput input, TokenCredit raw, TokenCredit credit, CreditOptions options)
    {
        if (options.RewardMode != RewardMode.Vr)
        {
            double[] transformed = new double[input.StepRewards.Length];
            StepCredit.Assign(input.StepRewards, options, transformed);
            Golden.Close("rm_scores_at_step_ends", Golden.Numbers(expected.GetProperty("rm_scores_at_step_ends")), transformed);
        }

        Golden.Close("token_level_scores", Golden.Numbers(expected.GetProperty("token_level_scores")), raw.Rewards);
        double[] rewards = [.. raw.Rewards.Zip(input.LogRatios, (r, l) => r - (options.KlRewardCoef * Divergence.Estimate(options.KlEstimator, l)))];
        Golden.Close("token_level_rewards", Golden.Numbers(expected.GetProperty("token_level_rewards")), rewards);
        Golden.Close("token_returns_minus_baseline", Golden.Numbers(expected.GetProperty("token_returns_minus_baseline")), [.. raw.Returns.Zip(raw.Baselines, (g, b) => g - b)]);
        Golden.Close("token_advantages", Golden.Numbers(expected.GetProperty("token_advantages")), credit.Advantages);
        Assert.False(expected.GetProperty("nonzero_beyond_valid").GetBoolean());
    }

    private static void CheckMetrics(JsonElement metrics, List<CreditInput> inputs, CreditOptions options)
    {
        Golden.Knows(metrics, "critic/kl", "critic/kl_coeff");
        Golden.Close("critic/kl", metrics.GetProperty("critic/kl").GetDouble(), inputs.Average(input => input.LogRatios.Average(l => Divergence.Estimate(options.KlEstimator, l))));
        Golden.Close("critic/kl_coeff", metrics.GetProperty("critic/kl_coeff").GetDouble(), options.KlRewardCoef);
    }
}
