namespace Pure.Training;

/// <summary>How well a process reward model tells right steps from wrong ones, on held-out solutions.</summary>
/// <param name="Accuracy">Share of labelled steps on the right side of 0.5.</param>
/// <param name="GoodAccuracy">The same among right steps (true positive rate).</param>
/// <param name="BadAccuracy">The same among wrong steps (true negative rate).</param>
/// <param name="Auc">Probability that a right step scores above a wrong one; 0.5 for ties.</param>
/// <param name="FirstErrorF1">Harmonic mean of: the first step below 0.5 is the first wrong one, among solutions with an error; no step is below 0.5, among those without (ProcessBench, arXiv 2412.06559).</param>
public sealed record StepClassificationQuality(double Accuracy, double GoodAccuracy, double BadAccuracy, double Auc, double FirstErrorF1)
{
    /// <summary>Probability of "good" against the share of right steps.</summary>
    public IReadOnlyList<ReliabilityBin> Reliability { get; init; } = [];

    /// <summary>Expected calibration error of <see cref="Reliability"/>.</summary>
    public double CalibrationError => Calibration.Error(Reliability);

    /// <summary>Compares probabilities of "good" with labels.</summary>
    /// <param name="good">One array an example, one probability a labelled step.</param>
    /// <param name="examples">The examples.</param>
    public static StepClassificationQuality Of(IReadOnlyList<double[]> good, IReadOnlyList<StepExample> examples)
    {
        var pairs = new List<(double P, int Label)>();
        int errors = 0, errorsFound = 0, clean = 0, cleanFound = 0;
        for (int i = 0; i < examples.Count; i++)
        {
            int[] labels = examples[i].Labels[..examples[i].StepEnds];
            pairs.AddRange(good[i].Zip(labels));
            int first = Array.IndexOf(labels, 0), predicted = Array.FindIndex(good[i], p => p < 0.5);
            if (first >= 0)
            {
                errors++;
                if (predicted == first) errorsFound++;
            }
            else
            {
                clean++;
                if (predicted < 0) cleanFound++;
            }
        }

        double onErrors = Share(errorsFound, errors), onClean = Share(cleanFound, clean);
        return new StepClassificationQuality(
            Share(pairs.Count(p => p.P >= 0.5 == (p.Label == 1)), pairs.Count),
            Share(pairs.Count(p => p.Label == 1 && p.P >= 0.5), pairs.Count(p => p.Label == 1)),
            Share(pairs.Count(p => p.Label == 0 && p.P < 0.5), pairs.Count(p => p.Label == 0)),
            AreaUnderCurve(pairs),
            onErrors + onClean > 0 ? 2 * onErrors * onClean / (onErrors + onClean) : 0)
        {
            Reliability = Calibration.Table(pairs),
        };
    }

    /// <summary>The Mann-Whitney statistic, ties counted half: the probability that something labelled 1 scores above something labelled 0.</summary>
    /// <param name="pairs">Scores with their labels.</param>
    public static double AreaUnderCurve(IEnumerable<(double P, int Label)> pairs)
    {
        double wins = 0;
        long bad = 0, good = 0;
        foreach (IGrouping<double, (double P, int Label)> tie in pairs.GroupBy(p => p.P).OrderBy(g => g.Key))
        {
            int goodHere = tie.Count(p => p.Label == 1), badHere = tie.Count() - goodHere;
            wins += goodHere * (bad + (0.5 * badHere));
            good += goodHere;
            bad += badHere;
        }

        return good > 0 && bad > 0 ? wins / ((double)good * bad) : 0.5;
    }

    private static double Share(int part, int whole) => whole > 0 ? (double)part / whole : 0;
}
