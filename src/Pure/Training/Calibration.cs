// Whether probabilities mean what they say. Bins of equal width over p(good); the expected calibration error is
//   ECE = sum over bins of (n_b / n) |mean p in b - share of right steps in b|   (Naeini, Cooper and Hauskrecht, AAAI 2015).
namespace Pure.Training;

/// <summary>Calibration of step probabilities.</summary>
public static class Calibration
{
    /// <summary>Bins over [0, 1].</summary>
    public const int Bins = 10;

    /// <summary>The reliability table.</summary>
    /// <param name="steps">Probability of "good" and label of each step.</param>
    public static IReadOnlyList<ReliabilityBin> Table(IReadOnlyList<(double P, int Label)> steps)
    {
        ILookup<int, (double P, int Label)> byBin = steps.ToLookup(s => Math.Clamp((int)(s.P * Bins), 0, Bins - 1));
        return
        [
            .. Enumerable.Range(0, Bins).Select(b => byBin[b].ToArray() is { Length: > 0 } content
                ? new ReliabilityBin((double)b / Bins, (b + 1.0) / Bins, content.Length, content.Average(s => s.P), content.Average(s => (double)s.Label))
                : new ReliabilityBin((double)b / Bins, (b + 1.0) / Bins, 0, double.NaN, double.NaN)),
        ];
    }

    /// <summary>The expected calibration error of a table; 0 for an empty one.</summary>
    public static double Error(IReadOnlyList<ReliabilityBin> table)
    {
        double total = table.Sum(b => b.Steps);
        return total == 0 ? 0 : table.Where(b => b.Steps > 0).Sum(b => b.Steps / total * Math.Abs(b.Believed - b.Right));
    }
}
