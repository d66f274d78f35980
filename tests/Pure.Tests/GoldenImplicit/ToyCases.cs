using System.Text.Json;
using Pure.Credit.Oreal;
using Pure.Rewards.Implicit;
using static Pure.Tests.GoldenImplicit.ImplicitGolden;

namespace Pure.Tests.GoldenImplicit;

/// <summary>Training on all sequences of a toy vocabulary: what outcome labels teach about tokens.</summary>
internal static class ToyCases
{
    public static readonly IReadOnlyDictionary<string, Action<JsonElement, JsonElement, double>> Checks = new Dictionary<string, Action<JsonElement, JsonElement, double>>(StringComparer.Ordinal)
    {
        ["toy_implicit_prm_training.json"] = ImplicitPrm,
        ["toy_oreal_token_rm_training.json"] = TokenReward,
    };

    private static void ImplicitPrm(JsonElement x, JsonElement y, double tolerance)
    {
        int length = (int)Number(x, "length"), decisive = (int)Number(x, "decisive_position"), right = (int)Number(x, "correct_if_token");
        int[][] sequences = Sequences(2, length);
        double[] labels = [.. sequences.Select(s => s[decisive] == right ? 1.0 : 0)];
        double[][] logits = [.. Enumerable.Range(0, length).Select(_ => new double[2])];
        var losses = new List<double>();
        for (int step = 0; step <= Number(x, "steps"); step++)
        {
            OutcomeLoss loss = OutcomeLosses.CrossEntropy([.. sequences.Select(s => Rewards(s).Sum())], labels, Number(x, "beta"));
            losses.Add(loss.Loss);
            if (step == Number(x, "steps")) break;
            double[][] gradient = [.. logits.Select(_ => new double[2])];
            for (int i = 0; i < sequences.Length; i++)
            {
                for (int t = 0; t < length; t++)
                {
                    for (int v = 0; v < 2; v++) gradient[t][v] += loss.Gradient[i] * ((sequences[i][t] == v ? 1 : 0) - P(t, v));
                }
            }

            for (int t = 0; t < length; t++)
            {
                for (int v = 0; v < 2; v++) logits[t][v] -= Number(x, "sgd_lr") * gradient[t][v];
            }
        }

        Close("losses", Numbers(y, "loss_trace"), [.. losses], tolerance);
        Close("logits", Rows(y, "final_logits"), logits, tolerance);

        // The choice at the other positions makes no difference: their rewards are 0.
        int[] good = [.. Enumerable.Repeat(right, length)], bad = [.. good.Select((token, t) => t == decisive ? 1 - right : token)];
        Close("right", Numbers(y, "token_reward_correct_choice"), Rewards(good), tolerance);
        Close("wrong", Numbers(y, "token_reward_wrong_choice"), Rewards(bad), tolerance);

        double P(int t, int token) => OutcomeLosses.Sigmoid(logits[t][token] - logits[t][1 - token]);

        double[] Rewards(int[] sequence) => [.. sequence.Select((token, t) => Math.Log(P(t, token)) - Math.Log(0.5))];
    }

    private static void TokenReward(JsonElement x, JsonElement y, double tolerance)
    {
        int vocabulary = (int)Number(x, "vocab"), good = (int)Number(x, "good_token");
        int[][] sequences = Sequences(vocabulary, (int)Number(x, "length"));
        double[] labels = [.. sequences.Select(s => s.Contains(good) ? 1.0 : 0)], table = new double[vocabulary];
        var losses = new List<double>();
        for (int step = 0; step <= Number(x, "steps"); step++)
        {
            (double loss, double[][] gradient) = TokenRewardLoss.Of([.. sequences.Select(s => Array.ConvertAll(s, token => table[token]))], labels);
            losses.Add(loss);
            if (step == Number(x, "steps")) break;
            double[] sum = new double[vocabulary];
            for (int i = 0; i < sequences.Length; i++)
            {
                for (int t = 0; t < sequences[i].Length; t++) sum[sequences[i][t]] += gradient[i][t];
            }

            for (int v = 0; v < vocabulary; v++) table[v] -= Number(x, "sgd_lr") * sum[v];
        }

        Close("losses", Numbers(y, "loss_trace"), [.. losses], tolerance);
        Close("logits", Numbers(y, "token_logit"), table, tolerance);
    }

    private static int[][] Sequences(int vocabulary, int length)
    {
        IEnumerable<int[]> all = [[]];
        for (int t = 0; t < length; t++) all = all.SelectMany(s => Enumerable.Range(0, vocabulary).Select(v => (int[])[.. s, v]));
        return [.. all];
    }
}
