using Pure.Rewards.Uncertain;

namespace Pure.Training.Preferences;

/// <summary>How well a reward model prefers what people, or a checker, preferred, on held-out pairs.</summary>
/// <param name="Accuracy">Share of pairs ranked rightly; a tie counts as wrong.</param>
/// <param name="NegativeLogLikelihood">Mean of -log P(the preference).</param>
/// <param name="CalibrationError">Expected calibration error over 100 bins of [0.5, 1].</param>
/// <param name="Margin">Mean of the reward difference.</param>
public sealed record PairQuality(double Accuracy, double NegativeLogLikelihood, double CalibrationError, double Margin)
{
    /// <summary>Mean deviation over both responses of the pairs that are ranked rightly; NaN for a model without deviations.</summary>
    public double DeviationWhenRight { get; private init; } = double.NaN;

    /// <summary>The same over the pairs that are ranked wrongly: larger, when the model knows where it errs.</summary>
    public double DeviationWhenWrong { get; private init; } = double.NaN;

    /// <summary>Mean overlap of each response's distribution with all others (the data set's uncertainty).</summary>
    public double Overlap { get; private init; } = double.NaN;

    /// <summary>Judges predictions.</summary>
    /// <param name="pairs">Distributions of the better and the worse response; deviation 0 for a model that gives none.</param>
    /// <param name="uncertain">Whether the model gives deviations.</param>
    public static PairQuality Of(IReadOnlyList<(RewardDistribution Chosen, RewardDistribution Rejected)> pairs, bool uncertain)
    {
        double[] probabilities = [.. pairs.Select(p => Probability(p.Chosen.Minus(p.Rejected), uncertain))];
        var quality = new PairQuality(
            probabilities.Average(p => p > 0.5 ? 1.0 : 0.0),
            probabilities.Average(p => -Math.Log(Math.Max(p, double.Epsilon))),
            PreferenceCalibration.Error([.. probabilities.Select(p => (Math.Max(p, 1 - p), p > 0.5 ? 1.0 : 0.0))]),
            pairs.Average(p => p.Chosen.Mean - p.Rejected.Mean));
        if (!uncertain) return quality;
        return quality with
        {
            DeviationWhenRight = Deviation(pairs.Where((_, i) => probabilities[i] > 0.5)),
            DeviationWhenWrong = Deviation(pairs.Where((_, i) => probabilities[i] <= 0.5)),
            Overlap = RewardOverlap.OfEach([.. pairs.SelectMany(p => new[] { p.Chosen, p.Rejected })]).Average(),
        };
    }

    /// <summary>The figures by name.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Figures => double.IsNaN(Overlap)
        ? [new("accuracy", Accuracy), new("NLL", NegativeLogLikelihood), new("ECE", CalibrationError), new("margin", Margin)]
        : [new("accuracy", Accuracy), new("NLL", NegativeLogLikelihood), new("ECE", CalibrationError), new("margin", Margin), new("sigma right", DeviationWhenRight), new("sigma wrong", DeviationWhenWrong), new("overlap", Overlap)];

    private static double Probability(RewardDistribution difference, bool uncertain) =>
        uncertain ? PurmLoss.Probability(difference, PairLoss.Nodes) : 1 / (1 + Math.Exp(-difference.Mean));

    private static double Deviation(IEnumerable<(RewardDistribution Chosen, RewardDistribution Rejected)> pairs) =>
        pairs.Select(p => (p.Chosen.Deviation + p.Rejected.Deviation) / 2).DefaultIfEmpty(double.NaN).Average();
}
