// Two figures for verifiers that must not be mixed up. ThinkPRM reports the binary F1 of whole-solution verdicts with "correct" as the
// positive class; ProcessBench (arXiv 2412.06559) reports the harmonic mean of the accuracies of the index of the first wrong step. The
// right verdict for the wrong step is a hit in the first and a miss in the second.
namespace Pure.Rewards.Generative;

/// <summary>Quality of verdicts, as fractions.</summary>
public static class VerdictQuality
{
    /// <summary>F1 of the verdict "no wrong step", positive class: correct. NaN when nothing is or is called correct.</summary>
    /// <param name="predicted">Index of the first wrong step, or -1.</param>
    /// <param name="labels">The truth, likewise.</param>
    public static double BinaryF1(IReadOnlyList<int> predicted, IReadOnlyList<int> labels)
    {
        int hits = 0, called = 0, correct = 0;
        for (int i = 0; i < labels.Count; i++)
        {
            called += predicted[i] == -1 ? 1 : 0;
            correct += labels[i] == -1 ? 1 : 0;
            hits += predicted[i] == -1 && labels[i] == -1 ? 1 : 0;
        }

        return 2.0 * hits / (called + correct);
    }

    /// <summary>Harmonic mean of the shares of wrong solutions whose first error was found and of correct ones that were left alone; NaN where a share has no solutions.</summary>
    /// <inheritdoc cref="BinaryF1"/>
    public static double IndexF1(IReadOnlyList<int> predicted, IReadOnlyList<int> labels)
    {
        double onErrors = Share(predicted, labels, label => label != -1), onCorrect = Share(predicted, labels, label => label == -1);
        return 2 * onErrors * onCorrect / (onErrors + onCorrect);
    }

    /// <summary>What a verifier reaches that does not look: a fair coin, or always the same verdict.</summary>
    /// <param name="positives">Solutions of the positive class.</param>
    /// <param name="negatives">The others.</param>
    /// <returns>F1 of the coin and of always saying the positive class.</returns>
    public static (double Coin, double Always) Baselines(int positives, int negatives)
    {
        double precision = (double)positives / (positives + negatives);
        return (precision / (precision + 0.5), 2 * precision / (precision + 1));
    }

    private static double Share(IReadOnlyList<int> predicted, IReadOnlyList<int> labels, Func<int, bool> counts)
    {
        int all = 0, hits = 0;
        for (int i = 0; i < labels.Count; i++)
        {
            if (!counts(labels[i])) continue;
            all++;
            hits += predicted[i] == labels[i] ? 1 : 0;
        }

        return (double)hits / all;
    }
}
