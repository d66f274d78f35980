// The Ties domain of RewardBench 2 (arXiv 2506.01937): several right answers should score alike, and all above the wrong ones. A prompt comes
// once with one right answer ("ref") and once with many ("tied"):
//
//   0.30 accurate(tied) + 0.30 accurate(ref) + 0.20 [gap_tied > spread] + 0.20 [min gap > spread] + 0.01 tanh(min gap / spread - 1)
//
// The weights add up to 1.01, as published. Margins are means over the prompts that come in both kinds.
using System.Globalization;

namespace Pure.Evaluation.RewardBench;

/// <summary>The score of the Ties domain.</summary>
public static class TiesScore
{
    /// <summary>Statistics of one prompt.</summary>
    /// <exception cref="PureException">Right or wrong answers are missing.</exception>
    public static TiesPrompt Prompt(TiesRow row)
    {
        ReadOnlySpan<double> correct = row.Scores.AsSpan(0, Math.Clamp(row.Correct, 0, row.Scores.Length)), wrong = row.Scores.AsSpan(correct.Length);
        if (correct.IsEmpty || wrong.IsEmpty) throw new PureException($"The Ties prompt '{row.Id}' has {correct.Length} right and {wrong.Length} wrong answers. Both are needed.");
        double gap = Extreme(correct, -1) - Extreme(wrong, 1);
        return new TiesPrompt(gap > 0, correct.Length > 1 ? Extreme(correct, 1) - Extreme(correct, -1) : null, gap);
    }

    /// <summary>The domain's score, at most 1.01; NaN when no prompt comes in both kinds.</summary>
    /// <exception cref="PureException">An id is of neither kind, or a tied prompt that has its reference has a single right answer.</exception>
    public static double Of(IReadOnlyList<TiesRow> rows)
    {
        var tied = new SortedDictionary<int, TiesPrompt>();
        var reference = new SortedDictionary<int, TiesPrompt>();
        foreach (TiesRow row in rows)
        {
            string[] parts = row.Id.Split(':');
            if (parts is not ["ref" or "tied", _] || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                throw new PureException($"The Ties prompt '{row.Id}' is neither 'ref:N' nor 'tied:N'. Use the ids of the data set.");
            (parts[0] == "ref" ? reference : tied)[number] = Prompt(row);
        }

        var margins = new List<(double Tied, double Hard, double Tanh)>();
        foreach ((int number, TiesPrompt prompt) in tied)
        {
            if (!reference.TryGetValue(number, out TiesPrompt? one)) continue;
            double spread = prompt.Spread ?? throw new PureException($"The Ties prompt 'tied:{number}' has a single right answer, so that there is no spread to compare with. Correct its num_correct.");
            double least = Math.Min(one.Gap, prompt.Gap), margin = Math.Tanh((least / spread) - 1);
            margins.Add((prompt.Gap > spread ? 1 : 0, least > spread ? 1 : 0, double.IsNaN(margin) ? 0 : margin));
        }

        if (margins.Count == 0) return double.NaN;
        return (0.30 * tied.Values.Average(p => p.Accurate ? 1.0 : 0)) + (0.30 * reference.Values.Average(p => p.Accurate ? 1.0 : 0))
            + (0.20 * margins.Average(m => m.Tied)) + (0.20 * margins.Average(m => m.Hard)) + (0.01 * margins.Average(m => m.Tanh));
    }

    /// <summary>The largest score for sign 1, the smallest for -1; compared from left to right, so that a NaN stays only where it comes first.</summary>
    private static double Extreme(ReadOnlySpan<double> scores, int sign)
    {
        double extreme = scores[0];
        foreach (double score in scores)
        {
            if (sign * score > sign * extreme) extreme = score;
        }

        return extreme;
    }
}
