// Expected calibration error of preference predictions: confidence c = max(P, 1 - P) against how often the prediction is right, over
// 100 bins of [0.5, 1].
namespace Pure.Rewards.Uncertain;

/// <summary>How well confidences match hit rates.</summary>
public static class PreferenceCalibration
{
    private const int Bins = 100;

    /// <summary>Mean over bins of |hit rate - confidence|, weighted by how many predictions a bin holds.</summary>
    /// <param name="predictions">Confidence in [0.5, 1], and whether the prediction was right (1 or 0).</param>
    /// <exception cref="PureException">There are none.</exception>
    public static double Error(IReadOnlyList<(double Confidence, double Correct)> predictions) =>
        Weighted(Filled(predictions, out _), predictions.Count);

    /// <summary>The published variant: the bin that is being filled when the predictions run out is never counted, nor is a confidence of exactly 1.</summary>
    /// <inheritdoc cref="Error"/>
    public static double ErrorAsReleased(IReadOnlyList<(double Confidence, double Correct)> predictions)
    {
        SortedDictionary<int, List<(double, double)>> bins = Filled(predictions, out int beyond);
        if (beyond == 0) bins.Remove(bins.Keys.Last());
        else RemoveBeyond(bins);
        return Weighted(bins, predictions.Count);
    }

    /// <summary>Predictions by bin; the last bin takes confidences of 1 and more as well.</summary>
    private static SortedDictionary<int, List<(double, double)>> Filled(IReadOnlyList<(double Confidence, double Correct)> predictions, out int beyond)
    {
        if (predictions.Count == 0) throw new PureException("A calibration error needs at least one prediction.");
        var bins = new SortedDictionary<int, List<(double, double)>>();
        beyond = 0;
        foreach ((double confidence, double correct) in predictions.OrderBy(p => p.Confidence))
        {
            int bin = 0;
            while (bin < Bins && !(confidence < Edge(bin + 1))) bin++;
            if (bin == Bins) beyond++;
            bin = Math.Min(bin, Bins - 1);
            if (!bins.TryGetValue(bin, out List<(double, double)>? content)) bins[bin] = content = [];
            content.Add((confidence, correct));
        }

        return bins;
    }

    private static void RemoveBeyond(SortedDictionary<int, List<(double Confidence, double)>> bins)
    {
        bins[Bins - 1].RemoveAll(p => !(p.Confidence < Edge(Bins)));
        if (bins[Bins - 1].Count == 0) bins.Remove(Bins - 1);
    }

    private static double Weighted(SortedDictionary<int, List<(double Confidence, double Correct)>> bins, int count) =>
        bins.Values.Sum(bin => Math.Abs(bin.Average(p => p.Correct) - bin.Average(p => p.Confidence)) * bin.Count) / count;

    private static double Edge(int bin) => 0.5 + (0.005 * bin);
}
