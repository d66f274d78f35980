// The best-of-n curve of PRM800K's evaluation: for each problem all samples are shuffled, the first n are taken, those that are missing or
// have no answer are dropped, and the best score decides; repeated over many shuffles.
using Pure.Data;

namespace Pure.Evaluation.Prm800k;

/// <summary>Best-of-n over given samples.</summary>
public static class Prm800kBestOf
{
    /// <summary>Index of the sample of best score among those with an answer, the first of equal ones; <see langword="null"/> when there is none, which counts as wrong.</summary>
    /// <param name="samples">Samples; <see langword="null"/> for a missing one.</param>
    public static int? Choose(IReadOnlyList<Prm800kSample?> samples)
    {
        int? best = null;
        for (int i = 0; i < samples.Count; i++)
        {
            if (samples[i] is { Answer: not null } sample && (best is not { } b || sample.Score > samples[b]!.Score)) best = i;
        }

        return best;
    }

    /// <summary>Mean accuracy when the best of n is taken, over random draws of the n.</summary>
    /// <param name="problems">Samples of each problem; shorter lists are filled up with missing ones to the longest.</param>
    /// <param name="n">Samples drawn for each problem.</param>
    /// <param name="trials">Draws; 400 in the published evaluation.</param>
    /// <param name="seed">Decides the draws.</param>
    public static double Accuracy(IReadOnlyList<IReadOnlyList<Prm800kSample>> problems, int n, int trials, ulong seed)
    {
        int longest = problems.Max(p => p.Count);
        if (n < 1 || n > longest) throw new PureException($"The best of {n} cannot be taken of {longest} samples. Choose n from 1 to {longest}.");
        double right = 0;
        for (int trial = 0; trial < trials; trial++)
        {
            ulong draw = SeedSequence.Derive(seed, (ulong)trial);
            for (int p = 0; p < problems.Count; p++)
            {
                int[] order = SeedSequence.Permutation(SeedSequence.Derive(draw, (ulong)p), longest);
                Prm800kSample?[] some = [.. order.Take(n).Select(i => i < problems[p].Count ? problems[p][i] : null)];
                if (Choose(some) is { } chosen && some[chosen]!.IsCorrect) right++;
            }
        }

        return right / ((double)trials * problems.Count);
    }
}
