using System.Text.Json;
using Pure.Answers;
using Pure.Credit;
using Pure.Rewards.Inputs;
using Pure.Rewards.Signals;
using Xunit;

namespace Pure.Tests.Credit.GoldenPure;

/// <summary>Golden files with one function each.</summary>
internal static class SmallCases
{
    public static void Transform(JsonElement root, JsonElement item)
    {
        Golden.Knows(item, "id", "branch", "note", "temperature", "uniform_weights", "step_logits", "expected_step_rewards", "expected_transformed", "expected_outcome");
        var options = new CreditOptions
        {
            CreditTemperature = item.GetProperty("temperature").GetDouble(),
            CreditAssignment = item.GetProperty("uniform_weights").GetBoolean() ? CreditAssignment.Mean : CreditAssignment.SoftMin,
        };
        for (int b = 0; b < item.GetProperty("step_logits").GetArrayLength(); b++)
        {
            double[] rewards = [.. Golden.Rows(item.GetProperty("step_logits")[b]).Select(z => StepReward.Difference(z[0], z[1]))];
            double[] credit = new double[rewards.Length];
            StepCredit.Assign(rewards, options, credit);
            Golden.Close("step_rewards", Golden.Numbers(item.GetProperty("expected_step_rewards")[b]), rewards);
            Golden.Close("transformed", Golden.Numbers(item.GetProperty("expected_transformed")[b]), credit);
            Golden.Close("outcome", item.GetProperty("expected_outcome")[b].GetDouble(), credit.Sum());
        }
    }

    public static void Divergences(JsonElement root, JsonElement item)
    {
        Golden.Knows(item, "id", "branch", "note", "logp", "ref_logp", "mask", "expected");
        double[][] policy = Golden.Rows(item.GetProperty("logp")), reference = Golden.Rows(item.GetProperty("ref_logp")), mask = Golden.Rows(item.GetProperty("mask"));
        foreach (JsonProperty expected in item.GetProperty("expected").EnumerateObject())
        {
            bool masked = expected.Name.StartsWith("main_", StringComparison.Ordinal);
            KlEstimator estimator = expected.Name switch
            {
                "main_k1" or "main_k1_float32_original" or "verl_kl" => KlEstimator.K1,
                "main_k3" or "main_k3_float32_original" => KlEstimator.K3,
                "verl_abs" => KlEstimator.Abs,
                "verl_mse" => KlEstimator.K2,
                "verl_low_var_kl" => KlEstimator.K3Clamped,
                _ => throw new NotSupportedException($"no check for the estimator {expected.Name}"),
            };
            double[][] actual = [.. policy.Select((row, b) => row.Select((p, t) => masked && mask[b][t] == 0 ? 0 : Divergence.Estimate(estimator, p - reference[b][t])).ToArray())];
            Golden.Close(expected.Name, Golden.Rows(expected.Value), actual, expected.Name.EndsWith("_float32_original", StringComparison.Ordinal) ? 1e-6 : 1e-9);
        }
    }

    public static void Repetition(JsonElement root, JsonElement item)
    {
        Golden.Knows(item, "id", "branch", "note", "text", "expected");
        string text = item.GetProperty("text").GetString()!;
        JsonElement expected = item.GetProperty("expected");
        Golden.Knows(expected, "repetition_score", "high_repeat_0p2", "reflection_count", "num_steps_by_text_split");
        double score = RepetitionScore.Of(text);
        Golden.Close("repetition_score", expected.GetProperty("repetition_score").GetDouble(), score, 1e-12);
        Assert.Equal(expected.GetProperty("high_repeat_0p2").GetBoolean(), score > RepetitionScore.High);
        Assert.Equal(expected.GetProperty("reflection_count").GetInt32(), ReflectionCount.Of(text));
        Assert.Equal(expected.GetProperty("num_steps_by_text_split").GetInt32(), text.Split("\n\n").Length);
    }

    public static void Scorer(JsonElement root, JsonElement item)
    {
        Golden.Knows(item, "id", "branch", "note", "solution", "ground_truth", "expected");
        Assert.Equal(item.GetProperty("expected").GetDouble(), HendrycksScorer.Score(item.GetProperty("solution").GetString()!, item.GetProperty("ground_truth").GetString()!));
    }
}
