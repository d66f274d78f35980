using System.Text.Json;
using Pure.Rewards.Implicit;
using Pure.Rewards.Labels;
using Pure.Search;
using static Pure.Tests.GoldenImplicit.ImplicitGolden;

namespace Pure.Tests.GoldenImplicit;

/// <summary>ER-PRM: labels, loss, selection.</summary>
internal static class EntropyCases
{
    public static readonly IReadOnlyDictionary<string, Action<JsonElement, JsonElement, double>> Checks = new Dictionary<string, Action<JsonElement, JsonElement, double>>(StringComparer.Ordinal)
    {
        ["erprm_labels.json"] = Labels,
        ["erprm_solution_labels.json"] = Solution,
        ["erprm_training_loss.json"] = Loss,
        ["erprm_best_of_n.json"] = BestOfN,
    };

    private static void Labels(JsonElement x, JsonElement y, double tolerance)
    {
        Knows(y, "label", "label_rounded_3", "soft_label_mean", "hard_label_any");
        int n = (int)Number(x, "n_completions");
        double eta = Number(x, "eta");
        double[] shares = [.. Integers(x, "n_correct").Select(c => (double)c / n)], labels = Array.ConvertAll(shares, p => StepLabels.Entropy(p, eta));
        Close("label", Numbers(y, "label"), labels, tolerance);
        Close("rounded", Numbers(y, "label_rounded_3"), Array.ConvertAll(labels, l => Math.Round(l, 3)), tolerance);
        Close("soft", Numbers(y, "soft_label_mean"), shares, tolerance);
        Close("hard", Numbers(y, "hard_label_any"), Array.ConvertAll(shares, p => p > 0 ? 1.0 : 0), tolerance);
        Close("soft value", Numbers(y, "label"), Array.ConvertAll(shares, p => eta == 0 ? p : SoftValue.Of([0, 1], [1 - p, p], 1 / eta)), Math.Max(tolerance, 1e-11));
    }

    private static void Solution(JsonElement x, JsonElement y, double tolerance)
    {
        JsonElement[] prefixes = [.. x.GetProperty("prefixes").EnumerateArray()];
        int[] kept = SolutionPrefixes.Merge([.. prefixes.Select(p => p.GetProperty("text").GetString()!)]);
        Assert.Equal(Integers(y, "kept_prefix_index"), kept);
        double[] labels = [.. kept.Select(i => Math.Round(StepLabels.Entropy(Number(prefixes[i], "n_correct") / Number(prefixes[i], "n"), Number(x, "eta")), 3))];
        labels[^1] = x.GetProperty("final_answer_correct").GetBoolean() ? 1 : 0;
        Close("labels", Numbers(y, "labels"), labels, tolerance);
    }

    private static void Loss(JsonElement x, JsonElement y, double tolerance)
    {
        Knows(y, "loss_exact", "loss_original_bf16", "step_score_prob_plus");
        double[] plus = [.. Rows(x, "logits_plus").SelectMany(row => row)], minus = [.. Rows(x, "logits_minus").SelectMany(row => row)];
        double[] difference = [.. plus.Zip(minus, (p, m) => p - m)];
        Close("loss", Number(y, "loss_exact"), OutcomeLosses.CrossEntropy(difference, [.. Rows(x, "step_label").SelectMany(row => row)], 1).Loss, tolerance);
        Close("score", Numbers(y, "step_score_prob_plus"), Array.ConvertAll(difference, OutcomeLosses.Sigmoid), tolerance);
    }

    private static void BestOfN(JsonElement x, JsonElement y, double tolerance)
    {
        // A solution without a step scores 0.
        double[] scores = [.. Rows(x, "step_scores").Select(steps => steps.Length == 0 ? 0 : steps.Min())];
        Close("scores", Numbers(y, "solution_score_min"), scores, tolerance);
        Assert.Equal((int)Number(y, "selected_index"), AnswerVote.Best(scores));
    }
}
