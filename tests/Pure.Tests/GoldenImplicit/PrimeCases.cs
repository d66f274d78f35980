using System.Text.Json;
using Pure.Config;
using Pure.Credit;
using Pure.Credit.Prime;
using Pure.Rewards.Implicit;
using Pure.Training;
using static Pure.Tests.GoldenImplicit.ImplicitGolden;

namespace Pure.Tests.GoldenImplicit;

/// <summary>PRIME: its published code, its recipe in verl, and the paper's forms.</summary>
internal static class PrimeCases
{
    /// <summary>The original rounds n/(n - 1) to fp32 before it multiplies the variance; ours does not.</summary>
    private const double Bessel = 6e-8;

    public static readonly IReadOnlyDictionary<string, Action<JsonElement, JsonElement, double>> Checks = new Dictionary<string, Action<JsonElement, JsonElement, double>>(StringComparer.Ordinal)
    {
        ["prime_implicit_reward.json"] = Rewards,
        ["verl_prime_process_reward.json"] = VerlRewards,
        ["prime_rloo_returns.json"] = Returns,
        ["verl_prime_rloo_advantage.json"] = VerlReturns,
        ["prime_estimators_paper.json"] = Estimators,
        ["prime_prm_ce_loss.json"] = CrossEntropy,
        ["verl_prime_detached_dpo_loss.json"] = DetachedPairs,
        ["prime_prm_pair_accuracy.json"] = Pairs,
        ["prime_prompt_filter.json"] = Filter,
        ["prime_policy_loss.json"] = Loss,
    };

    private static void Rewards(JsonElement x, JsonElement y, double tolerance)
    {
        double[][] unmasked = Difference(x, "policy_prm_logprob", "ref_logprob");
        int[] lengths = Integers(x, "response_length");
        Close("q", Rows(y, "q_unmasked"), unmasked, tolerance);
        double[][] q = Cut(unmasked, lengths);
        Close("sequence", Numbers(y, "sequence_log_ratio"), [.. q.Select(row => row.Sum())], tolerance);
        double[][] scores = x.GetProperty("granularity").GetString() switch
        {
            "token" => q,
            "whole" => [.. q.Select(row => PrimeScores.Whole(row))],
            var other => throw new NotSupportedException(other),
        };
        Close("score", Cut(Rows(y, "token_level_score"), lengths), scores, tolerance);
        Close("normalised", Cut(Rows(y, "token_level_score_batch_norm"), lengths), PrimeScores.Normalize(scores), tolerance);
    }

    private static void VerlRewards(JsonElement x, JsonElement y, double tolerance)
    {
        Assert.Equal("token", x.GetProperty("granularity").GetString());
        int[] lengths = Integers(x, "response_length");
        double[][] q = Cut(Difference(x, "prm_logprob", "ref_logprob"), lengths);
        double[] outcomes = Numbers(x, "acc");
        Close("q", Cut(Rows(y, "q_masked"), lengths), q, tolerance);
        double[][] scores = [.. q.Select((row, i) => PrimeScores.Verl(row, Number(x, "beta"), Number(x, "lambda"), x.GetProperty("use_gt").GetBoolean() ? outcomes[i] : null))];
        Close("score", Cut(Rows(y, "token_level_score"), lengths), scores, tolerance);
        Close("normalised", Cut(Rows(y, "token_level_score_batch_norm"), lengths), PrimeScores.Normalize(scores), tolerance);
    }

    private static void Returns(JsonElement x, JsonElement y, double tolerance)
    {
        Knows(y, "returns", "advantages_whitened", "returns_outcome_only", "returns_process_only");
        int[] lengths = Integers(x, "response_length");
        double[] outcomes = Numbers(x, "outcome_reward");
        double[][]? process = x.GetProperty("process_reward").ValueKind == JsonValueKind.Null ? null : Cut(Rows(x, "process_reward"), lengths);
        var options = new PrimeReturnOptions(PrimeForm.Code, Number(x, "gamma_process"), Number(x, "gamma_outcome"));
        int k = (int)Number(x, "group_size");
        double[][] returns = Groups(process, outcomes, lengths, k, options);
        Close("returns", Cut(Rows(y, "returns"), lengths), returns, tolerance);
        Close("outcome", Cut(Rows(y, "returns_outcome_only"), lengths), Groups(null, outcomes, lengths, k, options), tolerance);
        if (process is not null) Close("process", Cut(Rows(y, "returns_process_only"), lengths), Groups(process, new double[outcomes.Length], lengths, k, options), tolerance);
        Close("advantages", Cut(Rows(y, "advantages_whitened"), lengths), Whitened(returns), Math.Max(tolerance, Bessel));
    }

    private static void VerlReturns(JsonElement x, JsonElement y, double tolerance)
    {
        int[] lengths = Integers(x, "response_length");
        var options = new PrimeReturnOptions(PrimeForm.Code, ProcessCoef: Number(x, "coef_process"), OutcomeCoef: Number(x, "coef_outcome"));
        double[][] returns = Groups(Cut(Rows(x, "process_reward"), lengths), Numbers(x, "acc"), lengths, (int)Number(x, "group_size"), options);
        Close("returns", Cut(Rows(y, "returns"), lengths), returns, tolerance);
        Close("advantages", Cut(Rows(y, "advantages_whitened"), lengths), Whitened(returns), tolerance);
    }

    private static void Estimators(JsonElement x, JsonElement y, double tolerance)
    {
        int[] lengths = Integers(x, "response_length");
        foreach (JsonProperty expected in y.EnumerateObject())
        {
            PrimeForm form = expected.Name switch
            {
                "rloo_paper_eq5" => PrimeForm.Paper,
                "rloo_code_form" => PrimeForm.Code,
                "grpo_paper_eq7_unbiased_std" => PrimeForm.Grpo,
                "reinforce_paper_eq8" => PrimeForm.Reinforce,
                _ => throw new NotSupportedException(expected.Name),
            };
            double[][] returns = Groups(Cut(Rows(x, "process_reward"), lengths), Numbers(x, "outcome_reward"), lengths, (int)Number(x, "group_size"), new PrimeReturnOptions(form));
            Close(expected.Name, Cut(Rows(y, expected.Name), lengths), returns, tolerance);
        }
    }

    private static void CrossEntropy(JsonElement x, JsonElement y, double tolerance)
    {
        double[][] mask = Rows(x, "mask"), q = Rows(x, "token_log_ratio");
        double beta = Number(x, "beta");
        double[] rho = [.. q.Select((row, i) => row.Zip(mask[i], (value, m) => m == 0 ? 0 : value).Sum())];
        OutcomeLoss loss = OutcomeLosses.CrossEntropyClamped(rho, Numbers(x, "label"), beta);
        Close("loss", Number(y, "loss"), loss.Loss, tolerance);
        Close("gradient", Rows(y, "grad_token_log_ratio"), Tokens(loss, mask), tolerance);
        Close("reward", Numbers(y, "sequence_reward_beta_times_sum"), [.. rho.Select(r => beta * r)], tolerance);
    }

    private static void DetachedPairs(JsonElement x, JsonElement y, double tolerance)
    {
        double[][] mask = Rows(x, "mask"), q = Rows(x, "token_log_ratio");
        BestOfWeighting weighting = x.GetProperty("mode").GetString() switch
        {
            "none" => BestOfWeighting.None,
            "bon_rm" => BestOfWeighting.Reward,
            "bon_acc" => BestOfWeighting.Outcome,
            var other => throw new NotSupportedException(other),
        };
        double[] rho = [.. q.Select((row, i) => row.Zip(mask[i], (value, m) => m == 0 ? 0 : value).Sum())];
        OutcomeLoss loss = DetachedPairLoss.Of(rho, Numbers(x, "acc"), (int)Number(x, "group_size"), Number(x, "beta"), weighting);
        Close("loss", Number(y, "loss"), loss.Loss, tolerance);
        Close("gradient", Rows(y, "grad_token_log_ratio"), Tokens(loss, mask), tolerance);
    }

    private static void Pairs(JsonElement x, JsonElement y, double tolerance)
    {
        double[][] mask = Rows(x, "mask");
        double[] scores = [.. Rows(x, "token_score").Select((row, i) => row.Zip(mask[i], (value, m) => m == 0 ? 0 : value).Sum())], outcomes = Numbers(x, "acc");
        int k = (int)Number(x, "group_size");
        Close("pairs", Number(y, "pair_accuracy"), Enumerable.Range(0, scores.Length / k).Average(g => PairAccuracy.Of(scores.AsSpan(g * k, k), outcomes.AsSpan(g * k, k))), tolerance);
        Close("absolute", Number(y, "abs_accuracy"), PairAccuracy.Absolute(scores, outcomes), tolerance);
    }

    private static void Filter(JsonElement x, JsonElement y, double tolerance)
    {
        double[] outcomes = Numbers(x, "acc");
        int[] lengths = Integers(x, "response_length");
        int k = (int)Number(x, "group_size"), limit = (int)Number(x, "max_response_length"), groups = outcomes.Length / k;
        bool band = x.GetProperty("filter_accuracy").GetBoolean();
        var filter = new PromptFilter(band ? Number(x, "lower") : double.NegativeInfinity, band ? Number(x, "upper") : double.PositiveInfinity, x.GetProperty("filter_truncated").GetBoolean());
        int[] kept = [.. Enumerable.Range(0, groups).Where(g => filter.Keeps(outcomes.AsSpan(g * k, k), lengths.AsSpan(g * k, k).ToArray().Count(l => l >= limit))).SelectMany(g => Enumerable.Range(g * k, k))];
        Assert.Equal(Integers(y, "prime_kept_response_indices"), kept);

        bool[] passes = [.. Enumerable.Range(0, groups).Select(g => filter.Keeps(outcomes.AsSpan(g * k, k), lengths.AsSpan(g * k, k).ToArray().Count(l => l >= limit - 1)))];
        int room = (int)(groups / Number(x, "oversample_factor_verl"));
        int[] expected = Integers(y, "verl_kept_prompt_set");
        if (passes.Count(p => p) >= room || room == groups) Assert.Equal(expected, PromptFilter.Prioritize(passes, room).Order());
        else Assert.Equal(expected.Length, PromptFilter.Prioritize(passes, room).Length);
    }

    private static void Loss(JsonElement x, JsonElement y, double tolerance)
    {
        var batch = new PolicyLossBatch(Rows(x, "logprob"), Rows(x, "old_logprob"), Rows(x, "advantage"), Rows(x, "mask"));
        PolicyLossValue value = PolicyLossReference.Compute(batch, new PolicyLossOptions { Epsilon = Number(x, "clip"), Beta = 0, LossAggregation = LossAggregation.Token });
        Close("loss", Number(y, "loss"), value.Loss, tolerance);
        Close("gradient", Rows(y, "grad_logprob"), value.Gradient, tolerance);
        Close("clipfrac", Number(y, "clipfrac"), value.ClipFraction, tolerance);
        Close("approx_kl", Number(y, "approx_kl"), value.PpoKl, tolerance);
    }

    private static double[][] Difference(JsonElement x, string first, string second) =>
        [.. Rows(x, first).Zip(Rows(x, second), (p, r) => p.Zip(r, (a, b) => a - b).ToArray())];

    private static double[][] Groups(double[][]? process, double[] outcomes, int[] lengths, int k, PrimeReturnOptions options) =>
    [
        .. Enumerable.Range(0, outcomes.Length / k).SelectMany(g => PrimeReturns.Of(process?[(g * k)..((g + 1) * k)], outcomes.AsSpan(g * k, k), lengths.AsSpan(g * k, k), options)),
    ];

    private static double[][] Whitened(double[][] returns) => TokenEstimators.MaskedWhiten(returns, [.. returns.Select(row => Array.ConvertAll(row, _ => 1.0))]);

    private static double[][] Tokens(OutcomeLoss loss, double[][] mask) => [.. mask.Select((row, i) => Array.ConvertAll(row, m => m == 0 ? 0 : loss.Gradient[i]))];
}
