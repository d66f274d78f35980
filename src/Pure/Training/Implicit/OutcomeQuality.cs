// How good an implicit reward model is on held-out responses: does the whole log-ratio tell right from wrong, does it order the responses
// of a prompt, and does the best of them by each reading beat a response at random.
using Pure.Credit.Prime;
using Pure.Rewards.Implicit;

namespace Pure.Training.Implicit;

/// <summary>Figures on responses with outcomes.</summary>
public static class OutcomeQuality
{
    /// <summary>Computes them.</summary>
    /// <param name="tokens">Reward of each token of each response.</param>
    /// <param name="ends">Ends of the steps of each response.</param>
    /// <param name="labels">Outcome of each response.</param>
    /// <param name="prompts">What each answers; responses to the same prompt form a group.</param>
    public static IReadOnlyList<KeyValuePair<string, double>> Of(IReadOnlyList<double[]> tokens, IReadOnlyList<int[]> ends, IReadOnlyList<double> labels, IReadOnlyList<string> prompts)
    {
        double[] whole = [.. tokens.Select(row => row.Sum())];
        double[] minSingle = [.. tokens.Select((row, i) => LogRatioReward.Steps(row, ends[i], ImplicitReading.Single).Min())];
        double[] minQ = [.. tokens.Select((row, i) => LogRatioReward.Steps(row, ends[i], ImplicitReading.Accumulative).Min())];
        int[][] groups = [.. Enumerable.Range(0, prompts.Count).GroupBy(i => prompts[i], StringComparer.Ordinal).Select(g => g.ToArray())];
        return
        [
            new("accuracy", Enumerable.Range(0, whole.Length).Average(i => (whole[i] > 0) == (labels[i] > 0.5) ? 1.0 : 0)),
            new("pair accuracy", groups.Where(g => g.Select(i => labels[i]).Distinct().Skip(1).Any()).Select(g => PairAccuracy.Of([.. g.Select(i => whole[i])], [.. g.Select(i => labels[i])])).DefaultIfEmpty(0.5).Average()),
            new("pass@1", labels.Average()),
            new("best of n (whole)", Best(whole)),
            new("best of n (min step)", Best(minSingle)),
            new("best of n (min Q)", Best(minQ)),
        ];

        double Best(double[] scores) => groups.Average(g => labels[g.MaxBy(i => scores[i])]);
    }
}
