using System.Globalization;
using System.Text.Json;
using Pure.Evaluation.ProcessBench;
using Pure.Rewards.Implicit;
using Pure.Search;
using static Pure.Tests.GoldenImplicit.ImplicitGolden;

namespace Pure.Tests.GoldenImplicit;

/// <summary>Implicit PRM: losses, readings, selection, identities.</summary>
internal static class ImplicitPrmCases
{
    public static readonly IReadOnlyDictionary<string, Action<JsonElement, JsonElement, double>> Checks = new Dictionary<string, Action<JsonElement, JsonElement, double>>(StringComparer.Ordinal)
    {
        ["implicit_prm_ce_loss.json"] = CrossEntropy,
        ["implicit_prm_dpo_loss.json"] = Dpo,
        ["implicit_prm_nca_loss.json"] = Nca,
        ["implicit_prm_kto_loss.json"] = Kto,
        ["implicit_prm_stage2_step_loss.json"] = StepLabels,
        ["implicit_prm_sequence_logprob.json"] = SequenceLogProbabilities,
        ["implicit_prm_step_rewards.json"] = StepRewards,
        ["implicit_prm_best_of_n.json"] = BestOfN,
        ["implicit_prm_processbench_threshold.json"] = Threshold,
        ["implicit_prm_q_identity.json"] = QIdentity,
        ["implicit_prm_soft_value_limits.json"] = SoftValues,
    };

    private static double[] Rho(JsonElement x, string which) => [.. Numbers(x, $"policy_{which}logp").Zip(Numbers(x, $"ref_{which}logp"), (p, r) => p - r)];

    private static void CrossEntropy(JsonElement x, JsonElement y, double tolerance)
    {
        OutcomeLoss loss = OutcomeLosses.CrossEntropyClamped(Rho(x, ""), Numbers(x, "label"), Number(x, "beta"));
        Close("loss", Number(y, "loss"), loss.Loss, tolerance);
        Close("gradient", Numbers(y, "grad_policy_logp"), loss.Gradient, tolerance);
    }

    private static void Pairs(JsonElement y, OutcomeLoss loss, int n, double tolerance)
    {
        Close("loss", Number(y, "loss"), loss.Loss, tolerance);
        Close("chosen", Numbers(y, "grad_policy_chosen"), loss.Gradient[..n], tolerance);
        Close("rejected", Numbers(y, "grad_policy_rejected"), loss.Gradient[n..], tolerance);
    }

    private static void Dpo(JsonElement x, JsonElement y, double tolerance)
    {
        Knows(y, "loss", "grad_policy_chosen", "grad_policy_rejected", "chosen_reward", "rejected_reward");
        double[] chosen = Rho(x, "chosen_"), rejected = Rho(x, "rejected_");
        double beta = Number(x, "beta");
        Pairs(y, OutcomeLosses.Dpo(chosen, rejected, beta), chosen.Length, tolerance);
        Close("chosen_reward", Numbers(y, "chosen_reward"), [.. chosen.Select(r => beta * r)], tolerance);
        Close("rejected_reward", Numbers(y, "rejected_reward"), [.. rejected.Select(r => beta * r)], tolerance);
    }

    private static void Nca(JsonElement x, JsonElement y, double tolerance)
    {
        Knows(y, "loss", "grad_policy_chosen", "grad_policy_rejected", "per_pair");
        double[] chosen = Rho(x, "chosen_"), rejected = Rho(x, "rejected_");
        double beta = Number(x, "beta");
        Pairs(y, OutcomeLosses.Nca(chosen, rejected, beta), chosen.Length, tolerance);
        Close("per_pair", Numbers(y, "per_pair"), [.. chosen.Zip(rejected, (w, l) => OutcomeLosses.Nca([w], [l], beta).Loss)], tolerance);
    }

    private static void Kto(JsonElement x, JsonElement y, double tolerance)
    {
        double[] chosen = Rho(x, "chosen_"), rejected = Rho(x, "rejected_");
        double beta = Number(x, "beta");
        switch (x.GetProperty("variant").GetString())
        {
            case "even":
                Pairs(y, OutcomeLosses.KtoPairs(chosen, rejected, beta), chosen.Length, tolerance);
                break;
            case "uneven":
                bool[] good = [.. chosen.Select(_ => true), .. rejected.Select(_ => false)];
                (OutcomeLoss value, double kl) = OutcomeLosses.KtoSingles([.. chosen, .. rejected], good, Rho(x, "kl_"), beta, (Number(x, "desirable_weight"), Number(x, "undesirable_weight")));
                Pairs(y, value, chosen.Length, tolerance);
                Close("kl", Number(y, "kl"), kl, tolerance);
                break;
            case { } other:
                throw new NotSupportedException($"no check for the variant {other}");
        }
    }

    private static void StepLabels(JsonElement x, JsonElement y, double tolerance)
    {
        double[][] policy = Rows(x, "policy_token_logp"), reference = Rows(x, "ref_token_logp");
        JsonElement[] ends = [.. x.GetProperty("step_end_index").EnumerateArray()], labels = [.. x.GetProperty("step_label").EnumerateArray()];
        var steps = new List<(int Row, int From, int To, double Rho, double Label)>();
        for (int i = 0; i < policy.Length; i++)
        {
            int[] end = Integers(ends[i]);
            double[] tokens = [.. policy[i].Zip(reference[i], (p, r) => p - r)], label = Numbers(labels[i]), rho = LogRatioReward.Steps(tokens, end, ImplicitReading.Single);
            for (int j = 0; j < end.Length; j++)
            {
                if (label[j] != -100) steps.Add((i, j == 0 ? 0 : end[j - 1] + 1, end[j], rho[j], label[j]));
            }
        }

        OutcomeLoss loss = OutcomeLosses.StepLabels([.. steps.Select(s => s.Rho)], [.. steps.Select(s => s.Label)], Number(x, "beta"));
        double[][] gradient = [.. policy.Select(row => new double[row.Length])];
        for (int k = 0; k < steps.Count; k++) Array.Fill(gradient[steps[k].Row], loss.Gradient[k], steps[k].From, steps[k].To + 1 - steps[k].From);
        Close("loss", Number(y, "loss"), loss.Loss, tolerance);
        Close("gradient", Rows(y, "grad_policy_token_logp"), gradient, tolerance);
    }

    private static void SequenceLogProbabilities(JsonElement x, JsonElement y, double tolerance)
    {
        double[][][] logits = [.. x.GetProperty("logits").EnumerateArray().Select(rows => rows.EnumerateArray().Select(Numbers).ToArray())];
        double[][] ids = Rows(x, "input_ids"), mask = Rows(x, "attention_mask");
        int[] prompts = Integers(x, "prompt_length");
        double[] sums = new double[ids.Length], means = new double[ids.Length];
        for (int i = 0; i < ids.Length; i++)
        {
            double[] targets =
            [
                .. Enumerable.Range(prompts[i], ids[i].Length - prompts[i]).Where(t => t > 0 && mask[i][t] != 0)
                    .Select(t => logits[i][t - 1][(int)ids[i][t]] - SoftValue.Of(logits[i][t - 1], [.. logits[i][t - 1].Select(_ => 1.0)], 1) - Math.Log(logits[i][t - 1].Length)),
            ];
            sums[i] = targets.Sum();
            means[i] = targets.Average();
        }

        Close("sum", Numbers(y, "sum_logp"), sums, tolerance);
        Close("mean", Numbers(y, "mean_logp"), means, tolerance);
    }

    private static void StepRewards(JsonElement x, JsonElement y, double tolerance)
    {
        double[][] policy = Rows(x, "policy_token_logp"), reference = Rows(x, "ref_token_logp");
        JsonElement[] ends = [.. x.GetProperty("step_end_index").EnumerateArray()];
        int[] prompts = Integers(x, "prompt_boundary_index");
        foreach (JsonProperty kind in y.EnumerateObject())
        {
            Assert.Contains(kind.Name, new[] { "with_ref", "without_ref" });
            foreach (JsonProperty reading in kind.Value.EnumerateObject())
            {
                ImplicitReading how = reading.Name switch
                {
                    "single" => ImplicitReading.Single,
                    "accumulative" => ImplicitReading.Accumulative,
                    "orm" => ImplicitReading.Whole,
                    _ => throw new NotSupportedException(reading.Name),
                };
                double[][] steps = new double[policy.Length][];
                for (int i = 0; i < policy.Length; i++)
                {
                    // The original counts from one token before the boundary it was given; ours is given where the response begins.
                    int start = Math.Max(0, prompts[i] - 1);
                    double[] tokens = [.. policy[i].Zip(reference[i], (p, r) => Number(x, "coef") * (p - (kind.Name == "with_ref" ? r : 0))).Skip(start)];
                    steps[i] = LogRatioReward.Steps(tokens, [.. Integers(ends[i]).Select(e => e - start)], how);
                    if (how == ImplicitReading.Whole) steps[i] = steps[i][..1];
                }

                Close($"{kind.Name}.{reading.Name}", Rows(reading.Value, "step"), steps, tolerance * 1e-3);
                Close("min", Numbers(reading.Value, "min"), [.. steps.Select(s => s.Min())], tolerance * 1e-3);
                Close("sum", Numbers(reading.Value, "sum"), [.. steps.Select(s => s.Sum())], tolerance * 1e-3);
            }
        }
    }

    private static void BestOfN(JsonElement x, JsonElement y, double tolerance)
    {
        Knows(y, "best_of_n_pct", "weighted_vote_pct", "majority_vote_pct", "pass_at_k_pct");
        var problems = x.GetProperty("completions").EnumerateArray().GroupBy(c => c.GetProperty("idx").GetInt32())
            .Select(group => group.Select(c => (Right: c.GetProperty("correctness").GetBoolean(), Answer: c.GetProperty("extracted_output").GetString(), Reference: c.GetProperty("reference").GetString(), Reward: Number(c, "reward"))).ToArray()).ToArray();
        foreach (JsonProperty rule in y.EnumerateObject())
        {
            foreach (JsonProperty point in rule.Value.EnumerateObject())
            {
                int n = int.Parse(point.Name, CultureInfo.InvariantCulture);
                double right = problems.Average(all =>
                {
                    var some = all[..n];
                    string?[] answers = [.. some.Select(c => c.Answer)];
                    bool won = rule.Name switch
                    {
                        "best_of_n_pct" => some[AnswerVote.Best([.. some.Select(c => c.Reward)])!.Value].Right,
                        "weighted_vote_pct" => some[AnswerVote.Weighted(answers, [.. some.Select(c => OutcomeLosses.Sigmoid(c.Reward))])!.Value].Right,
                        "majority_vote_pct" => some[AnswerVote.Majority(answers)!.Value].Right,
                        _ => some.Any(c => c.Right),
                    };
                    return won ? 100.0 : 0;
                });
                Close($"{rule.Name}.{n}", Number(point.Value), Math.Round(right, 1), 1e-9);
            }
        }
    }

    private static void Threshold(JsonElement x, JsonElement y, double tolerance)
    {
        JsonElement[] items = [.. x.GetProperty("items").EnumerateArray()];
        int count = (int)Number(x, "num_thresholds");

        // There a step is wrong when sigma(score) is below the threshold; ours is right when its score is above it.
        double[] grid = [.. Enumerable.Range(0, count).Select(i => Math.BitDecrement((double)i / (count - 1)))];
        ThresholdChoice best = ThresholdChoice.Best([.. items.Select(item => Array.ConvertAll(Numbers(item, "reward"), OutcomeLosses.Sigmoid))], [.. items.Select(item => (int)Number(item, "label"))], grid);
        Close("best_threshold", Number(y, "best_threshold"), best.Threshold, tolerance);
        Close("best_f1", Number(y, "best_f1"), best.Score.F1, tolerance);
    }

    private static void QIdentity(JsonElement x, JsonElement y, double tolerance)
    {
        JsonElement policy = x.GetProperty("policy"), reference = x.GetProperty("reference");
        int vocabulary = (int)Number(x, "vocab"), length = (int)Number(x, "length");
        double beta = Number(x, "beta");
        foreach (JsonElement item in y.GetProperty("q_at_prefix").EnumerateArray())
        {
            int[] prefix = Integers(item, "prefix");
            Close("by log-ratio", Number(item, "q"), beta * LogRatio(prefix), tolerance);
            (double[] rewards, double[] weights) = Completions(prefix);
            Close("by expectation", Number(item, "q"), SoftValue.Of(rewards, weights, beta), tolerance);
        }

        double Log(JsonElement model, int[] before, int token) => Math.Log(Numbers(model, before.Length == 0 ? "root" : string.Join(',', before))[token]);

        double LogRatio(int[] sequence) => Enumerable.Range(0, sequence.Length).Sum(t => Log(policy, sequence[..t], sequence[t]) - Log(reference, sequence[..t], sequence[t]));

        (double[] Rewards, double[] Weights) Completions(int[] prefix)
        {
            List<(int[] Ids, double Log)> open = [(prefix, 0)];
            for (int t = prefix.Length; t < length; t++)
                open = [.. open.SelectMany(o => Enumerable.Range(0, vocabulary).Select(v => ((int[])[.. o.Ids, v], o.Log + Log(reference, o.Ids, v))))];
            return ([.. open.Select(o => beta * LogRatio(o.Ids))], [.. open.Select(o => Math.Exp(o.Log))]);
        }
    }

    private static void SoftValues(JsonElement x, JsonElement y, double tolerance)
    {
        double[] rewards = Numbers(x, "reward"), weights = Numbers(x, "weights");
        Close("soft_value", Numbers(y, "soft_value"), [.. Numbers(x, "beta").Select(beta => SoftValue.Of(rewards, weights, beta))], tolerance);
        Close("max", Number(y, "max"), SoftValue.Of(rewards, weights, 1e-6), 1e-4);
        Close("mean", Number(y, "mean"), SoftValue.Of(rewards, weights, 1e6), 1e-4);
    }
}
