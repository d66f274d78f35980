using System.Text.Json;
using Pure.Credit.Oreal;
using static Pure.Tests.GoldenImplicit.ImplicitGolden;

namespace Pure.Tests.GoldenImplicit;

/// <summary>OREAL: its published code and the paper's law.</summary>
internal static class OrealCases
{
    public static readonly IReadOnlyDictionary<string, Action<JsonElement, JsonElement, double>> Checks = new Dictionary<string, Action<JsonElement, JsonElement, double>>(StringComparer.Ordinal)
    {
        ["oreal_token_weights.json"] = Weights,
        ["oreal_advantage.json"] = Advantages,
        ["oreal_losses.json"] = Losses,
        ["oreal_trajectory_filter.json"] = Filter,
        ["oreal_difficulty_balance.json"] = Balance,
        ["oreal_bon_distribution.json"] = Law,
    };

    private static void Weights(JsonElement x, JsonElement y, double tolerance)
    {
        Knows(y, "cumulative_mean", "correct_prob", "threshold", "topk", "paper_tokenwise");
        double[] logits = Numbers(x, "token_logit");
        double right = Number(x, "correct_threshold"), wrong = Number(x, "incorrect_threshold");
        double[] mean = OrealTokenWeights.RunningMean(logits);
        Close("cumulative_mean", Numbers(y, "cumulative_mean"), mean, tolerance);
        Close("correct_prob", Numbers(y, "correct_prob"), Array.ConvertAll(mean, Pure.Rewards.Implicit.OutcomeLosses.Sigmoid), tolerance);
        Check("threshold", OrealTokenWeights.Of(logits, TokenWeightForm.CumulativeMean, right, wrong));
        Check("paper_tokenwise", OrealTokenWeights.Of(logits, TokenWeightForm.Tokenwise, 0.5, 0.5));
        Check("topk", OrealTokenWeights.Of(logits, TokenWeightForm.TopK, Number(x, "correct_topk_ratio"), Number(x, "incorrect_topk_ratio")));

        void Check(string name, OrealTokenWeights actual)
        {
            if (!y.TryGetProperty(name, out JsonElement expected)) return;
            Close($"{name}+", Numbers(expected, "positive_weight"), actual.Positive, tolerance);
            Close($"{name}-", Numbers(expected, "negative_weight"), actual.Negative, tolerance);
        }
    }

    private static void Advantages(JsonElement x, JsonElement y, double tolerance)
    {
        int k = (int)Number(x, "group_size");
        IEnumerable<double> actual = Numbers(x, "reward").Chunk(k).SelectMany(group => x.GetProperty("type").GetString() switch
        {
            "rloo" => OrealAdvantage.LeaveOneOut(group),
            "grpo" => OrealAdvantage.Normalized(group),
            var other => throw new NotSupportedException(other),
        });
        Close("advantage", Numbers(y, "advantage"), [.. actual], tolerance);
    }

    private static void Losses(JsonElement x, JsonElement y, double tolerance)
    {
        Knows(y, "positive_loss", "negative_loss", "kl_loss", "total_loss", "per_sequence_loss", "grad_logprob", "token_rm_loss", "grad_token_logit");
        JsonElement[] given = [.. x.GetProperty("sequences").EnumerateArray()];
        bool tokenModel = x.GetProperty("use_token_rm").GetBoolean();
        (TokenWeightForm form, double bound) = (tokenModel, x.GetProperty("weight_mode").GetString()) switch
        {
            (false, _) => (TokenWeightForm.One, 0.5),
            (_, "threshold") => (TokenWeightForm.CumulativeMean, 0.5),
            (_, "topk") => (TokenWeightForm.TopK, 0.25),
            (_, var other) => throw new NotSupportedException(other),
        };
        OrealSequence[] sequences =
        [
            .. given.Select(s => new OrealSequence(Number(s, "reward"), Number(s, "adv"), Numbers(s, "logp"), Numbers(s, "ref"), OrealTokenWeights.Of(Numbers(s, "w"), form, bound, bound))),
        ];
        var loss = OrealLossReference.Of(sequences, new OrealLossOptions
        {
            PositiveFactor = Number(x, "positive_loss_factor"),
            NegativeFactor = Number(x, "negative_loss_factor"),
            KlCoef = Number(x, "kl_coef"),
            PositiveTimesAdvantage = x.GetProperty("positive_times_advantage").GetBoolean(),
            Divergence = x.GetProperty("kl_type").GetString() switch
            {
                "unbias" => OrealDivergence.Unbiased,
                "mse" => OrealDivergence.Squared,
                "kl" => OrealDivergence.Plain,
                var other => throw new NotSupportedException(other),
            },
        });
        Close("positive", Number(y, "positive_loss"), loss.Positive, tolerance);
        Close("negative", Number(y, "negative_loss"), loss.Negative, tolerance);
        Close("kl", Number(y, "kl_loss"), loss.Divergence, tolerance);
        Close("total", Number(y, "total_loss"), loss.Total, tolerance);
        Close("sequences", Numbers(y, "per_sequence_loss"), loss.Sequences, tolerance);
        Close("gradient", Rows(y, "grad_logprob"), loss.Gradient, tolerance);
        if (!tokenModel) return;
        (double value, double[][] gradient) = TokenRewardLoss.Of([.. given.Select(s => Numbers(s, "w"))], [.. given.Select(s => Number(s, "reward") > 0 ? 1.0 : 0)]);
        Close("token model", Number(y, "token_rm_loss"), value, tolerance);
        Close("token model's gradient", Rows(y, "grad_token_logit"), gradient, tolerance);
    }

    private static void Filter(JsonElement x, JsonElement y, double tolerance)
    {
        double[] rewards = Numbers(x, "reward");
        int k = (int)Number(x, "group_size");
        int[] kept = TrajectoryFilter.Keep(rewards, k, x.GetProperty("only_one_pair").GetBoolean(), seed: 7);
        Assert.Equal((int)Number(y, "kept_count"), kept.Length);
        Close("rewards", Numbers(y, "kept_rewards"), [.. kept.Select(i => rewards[i])], tolerance);
        Close("pass_rate", Numbers(y, "pass_rate"), [.. kept.Select(i => (double)rewards.Skip(i / k * k).Take(k).Count(r => r > 0) / k)], tolerance);
        if (y.TryGetProperty("kept_ids", out JsonElement ids)) Assert.Equal(Integers(ids), kept);
    }

    private static void Balance(JsonElement x, JsonElement y, double tolerance)
    {
        double[] rates = Numbers(x, "pass_rate");
        DifficultyBucket[] buckets = [.. Rows(x, "config").Select(row => new DifficultyBucket(row[0], row[1], (int)row[2]))];
        Close("repeated", Numbers(y, "repeated_pass_rates"), [.. DifficultyBucket.Balance(rates, buckets).Select(i => rates[i])], tolerance);
    }

    private static void Law(JsonElement x, JsonElement y, double tolerance)
    {
        var law = new BestOfNLaw(Number(x, "p"), (int)Number(x, "n"));
        foreach (JsonProperty expected in y.EnumerateObject())
        {
            double actual = expected.Name switch
            {
                "mass_positive" => law.MassRight,
                "mass_negative" => law.MassWrong,
                "factor_positive" => law.FactorRight,
                "factor_negative" => law.FactorWrong,
                "gradient_coefficient_positive" => law.GradientRight,
                "gradient_coefficient_negative" => law.GradientWrong,
                "kl_bon_from_base_binary" => law.Divergence,
                "kl_continuous_bound" => law.DivergenceBound,
                _ => throw new NotSupportedException(expected.Name),
            };
            Close(expected.Name, Number(expected.Value), actual, tolerance);
        }
    }
}
