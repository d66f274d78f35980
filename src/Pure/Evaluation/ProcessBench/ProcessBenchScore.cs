// ProcessBench (arXiv 2412.06559): where is the first wrong step of a solution, if there is one? The score is the harmonic mean of
// two accuracies, over solutions with an error and over those without. It is not the F1 of precision and recall.
namespace Pure.Evaluation.ProcessBench;

/// <summary>Accuracy on both halves of a ProcessBench set, as shares.</summary>
/// <param name="ErrorAccuracy">Share of the solutions with an error whose first wrong step was named exactly; NaN without such solutions.</param>
/// <param name="CorrectAccuracy">Share of the solutions without an error that were found right; NaN without such solutions.</param>
/// <param name="Errors">Solutions with an error.</param>
/// <param name="Corrects">Solutions without one.</param>
/// <param name="Unread">Solutions for which there was no prediction; they count as wrong.</param>
public sealed record ProcessBenchScore(double ErrorAccuracy, double CorrectAccuracy, int Errors, int Corrects, int Unread)
{
    /// <summary>The harmonic mean. 0 where nothing was right, where the published formula divides 0 by 0; NaN where one half has no solutions.</summary>
    public double F1 => ErrorAccuracy == 0 && CorrectAccuracy == 0 ? 0 : PublishedF1;

    /// <summary>2ab/(a+b) as it is.</summary>
    public double PublishedF1 => 2 * ErrorAccuracy * CorrectAccuracy / (ErrorAccuracy + CorrectAccuracy);

    /// <summary>Compares predictions with labels.</summary>
    /// <param name="labels">Index of the first wrong step, -1 for none.</param>
    /// <param name="predictions">The same as predicted; <see langword="null"/> for no prediction.</param>
    /// <exception cref="PureException">The lists differ in length.</exception>
    public static ProcessBenchScore Of(IReadOnlyList<int> labels, IReadOnlyList<int?> predictions)
    {
        if (labels.Count != predictions.Count) throw new PureException($"There are {predictions.Count} predictions for {labels.Count} solutions. Predict every solution once.");
        int errors = 0, found = 0, corrects = 0, passed = 0;
        for (int i = 0; i < labels.Count; i++)
        {
            bool right = predictions[i] == labels[i];
            if (labels[i] >= 0)
            {
                errors++;
                if (right) found++;
            }
            else
            {
                corrects++;
                if (right) passed++;
            }
        }

        return new ProcessBenchScore((double)found / errors, (double)passed / corrects, errors, corrects, predictions.Count(p => p is null));
    }
}
