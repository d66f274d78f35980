using System.Text.Json;
using Pure.Rewards.Pav;
using static Pure.Tests.GoldenImplicit.ImplicitGolden;

namespace Pure.Tests.GoldenImplicit;

/// <summary>PAV: closed forms of the paper.</summary>
internal static class PavCases
{
    public static readonly IReadOnlyDictionary<string, Action<JsonElement, JsonElement, double>> Checks = new Dictionary<string, Action<JsonElement, JsonElement, double>>(StringComparer.Ordinal)
    {
        ["pav_effective_reward.json"] = Effective,
        ["pav_beam_selection.json"] = Beam,
        ["pav_complementary_prover.json"] = Complement,
        ["pav_first_pit_data.json"] = Pit,
        ["pav_policy_gradient_tree.json"] = Tree,
        ["pav_planted_subsequence.json"] = Planted,
    };

    private static void Effective(JsonElement x, JsonElement y, double tolerance)
    {
        double k = Number(x, "K");
        if (!x.TryGetProperty("alpha", out JsonElement alpha))
        {
            Close("prover", Numbers(y, "q_prover"), Array.ConvertAll(Numbers(x, "q_base"), q => StepAdvantage.BestOf(q, k)), tolerance);
            return;
        }

        double[] values = Numbers(x, "q_base_root_then_steps"), prover = Array.ConvertAll(values, q => StepAdvantage.BestOf(q, k)), advantages = StepAdvantage.Of(prover);
        Close("prover", Numbers(y, "q_prover"), prover, tolerance);
        Close("advantage", Numbers(y, "advantage_prover"), advantages, tolerance);
        Close("effective", Numbers(y, "effective_reward"), StepAdvantage.Effective(values, prover, alpha.GetDouble()), tolerance);
        Close("sum", Number(y, "sum_advantage"), advantages.Sum(), tolerance);
        Close("telescoped", Number(y, "q_prover_last_minus_root"), prover[^1] - prover[0], tolerance);
    }

    private static void Beam(JsonElement x, JsonElement y, double tolerance)
    {
        double k = Number(x, "K"), alpha = Number(x, "alpha");
        double[] states = Numbers(x, "state_value_base");
        double[][] values = Rows(x, "q_base");
        double[][] effective = [.. values.Select((row, s) => Array.ConvertAll(row, q => StepAdvantage.Effective([states[s], q], [StepAdvantage.BestOf(states[s], k), StepAdvantage.BestOf(q, k)], alpha)[0]))];
        int width = (int)Number(x, "beam_width");
        Close("effective", Rows(y, "effective_reward"), effective, tolerance);
        Assert.Equal(Rows(y, "kept_by_q").Select(r => ((int)r[0], (int)r[1])), StepAdvantage.Keep(values, width));
        Assert.Equal(Rows(y, "kept_by_effective_reward").Select(r => ((int)r[0], (int)r[1])), StepAdvantage.Keep(effective, width));
    }

    private static void Complement(JsonElement x, JsonElement y, double tolerance)
    {
        double[] values = Numbers(x, "q_base");
        (double distinguishability, double alignment) = StepAdvantage.Complement(Numbers(x, "policy_prob"), values, Array.ConvertAll(values, q => StepAdvantage.BestOf(q, Number(x, "K"))));
        Close("variance", Number(y, "distinguishability_var_adv_prover"), distinguishability, tolerance);
        Close("alignment", Number(y, "alignment_mean_product"), alignment, tolerance);
    }

    private static void Pit(JsonElement x, JsonElement y, double tolerance)
    {
        Assert.False(x.GetProperty("final_correct").GetBoolean());
        var pit = FirstPit.Of(Numbers(x, "q_mc"), Number(x, "high_value_threshold"));
        Assert.Equal((int)Number(y, "first_pit_index"), pit.Pit);
        Assert.Equal(Integers(y, "kept_prefix_index"), pit.Kept);
        Assert.Equal(Integers(y, "bucket_low"), pit.Low);
        Assert.Equal(Integers(y, "bucket_high"), pit.High);
        Assert.Equal(y.GetProperty("starts_from_high_value_state").GetBoolean(), pit.StartsHigh);
    }

    private static void Tree(JsonElement x, JsonElement y, double tolerance)
    {
        var policy = new DecisionTree(Rows(x, "policy_logits"), Rows(x, "success"));
        var prover = new DecisionTree(Rows(x, "prover_logits"), Rows(x, "success"));
        double alpha = Number(x, "alpha");
        Close("root", Number(y, "prover_root_value"), prover.Root, tolerance);
        Close("prover", Numbers(y, "prover_q_first_step"), prover.First, tolerance);
        Close("base", Numbers(y, "base_q_first_step"), policy.First, tolerance);

        double[][] outcome = policy.Gradient((r, _, _) => [r, r]);
        double[][] pav = policy.Gradient((r, a, _) => StepAdvantage.GradientWeights(r, [prover.Root, prover.First[a], r], alpha));
        double[][] same = policy.Gradient((r, a, _) => StepAdvantage.GradientWeights(r, [policy.Root, policy.First[a], r], alpha));
        double[][] toGo = policy.Gradient((r, a, _) =>
        {
            double[] advantages = StepAdvantage.Of([prover.Root, prover.First[a], r]);
            return [r + (alpha * (advantages[0] + advantages[1])), r + (alpha * advantages[1])];
        });
        Close("outcome", Rows(y, "grad_outcome_only"), outcome, tolerance);
        Close("pav", Rows(y, "grad_pav"), pav, tolerance);
        Close("prover is base", Rows(y, "grad_pav_prover_equals_base"), same, tolerance);
        Close("return to go", Rows(y, "grad_pav_return_to_go_wrong"), toGo, tolerance);
        Close("ratio", Number(y, "ratio_prover_equals_base"), 1 + alpha, tolerance);
        Close("ratio to go", Number(y, "ratio_return_to_go"), 1 + alpha, tolerance);
        Close("same is scaled", [.. outcome.Select(row => Array.ConvertAll(row, g => g * (1 + alpha)))], same, tolerance);
        Close("to go is scaled", [.. outcome.Select(row => Array.ConvertAll(row, g => g * (1 + alpha)))], toGo, tolerance);
    }

    private static void Planted(JsonElement x, JsonElement y, double tolerance)
    {
        var task = new PlantedSequence(Integers(x, "planted"), (int)Number(x, "vocab"), (int)Number(x, "eos"), (int)Number(x, "length"));
        double prover = Number(x, "gamma_prover");
        foreach (JsonElement item in y.GetProperty("q_at_prefix").EnumerateArray())
            Close($"q({item.GetProperty("prefix")})", Number(item, "q"), task.Value(Integers(item, "prefix"), prover), tolerance);
        double[] path = [.. Enumerable.Range(0, task.Planted.Length + 1).Select(n => task.Value(task.Planted[..n], prover))];
        Close("advantage", Numbers(y, "advantage_along_planted"), StepAdvantage.Of(path), tolerance);
        Close("contrast", Number(y, "contrast_right_minus_wrong_first_step"), task.Contrast(prover), tolerance);
        (double variance, double alignment) = task.Complement(prover, Number(x, "gamma_base"));
        Close("variance", Number(y, "mean_variance_of_prover_advantage_under_base"), variance, tolerance);
        Close("alignment", Number(y, "mean_alignment_under_base"), alignment, tolerance);
    }
}
