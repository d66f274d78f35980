// A scalar reward model needs a threshold to say that a step is wrong. ProcessBench's authors choose the one with the best F1 on
// the GSM8K subset and use it unchanged on the others (issue 3 of their repository).
namespace Pure.Evaluation.ProcessBench;

/// <summary>A threshold chosen on one subset.</summary>
/// <param name="Threshold">A step is right when its score is above it.</param>
/// <param name="Score">What it reaches on the subset it was chosen on.</param>
public sealed record ThresholdChoice(double Threshold, ProcessBenchScore Score)
{
    /// <summary>The threshold of best F1, the first of equal ones.</summary>
    /// <param name="scores">Step scores of each solution.</param>
    /// <param name="labels">Index of the first wrong step of each, -1 for none.</param>
    /// <param name="thresholds">What to try; see <see cref="Grid"/> and <see cref="Midpoints"/>.</param>
    public static ThresholdChoice Best(IReadOnlyList<double[]> scores, IReadOnlyList<int> labels, IReadOnlyList<double> thresholds)
    {
        if (thresholds.Count == 0) throw new PureException("There is no threshold to try. Give at least one.");
        ThresholdChoice[] all = [.. thresholds.Select(threshold => new ThresholdChoice(threshold, At(scores, labels, threshold)))];
        ThresholdChoice best = all[0];
        foreach (ThresholdChoice choice in all)
        {
            if (choice.Score.F1 > best.Score.F1) best = choice;
        }

        return best;
    }

    /// <summary>The score at one threshold.</summary>
    public static ProcessBenchScore At(IReadOnlyList<double[]> scores, IReadOnlyList<int> labels, double threshold) =>
        ProcessBenchScore.Of(labels, [.. scores.Select(s => (int?)FirstError.Of(s, threshold))]);

    /// <summary>0, 0.01, ... 1: coarse, but the same for every model.</summary>
    public static IReadOnlyList<double> Grid { get; } = [.. Enumerable.Range(0, 101).Select(i => i / 100.0)];

    /// <summary>Every threshold that can make a difference: one below all scores, and the midpoints between neighbouring ones.</summary>
    public static IReadOnlyList<double> Midpoints(IEnumerable<double[]> scores)
    {
        double[] values = [.. scores.SelectMany(s => s).Where(double.IsFinite).Distinct().Order()];
        if (values.Length == 0) return [0.5];
        return [values[0] - 1, .. values.Zip(values.Skip(1), (low, high) => low + ((high - low) / 2)), values[^1]];
    }
}
