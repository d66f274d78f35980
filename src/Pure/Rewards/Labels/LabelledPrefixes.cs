using Pure.Rewards.Pav;

namespace Pure.Rewards.Labels;

/// <summary>Which part of a solution is learned from.</summary>
public static class LabelledPrefixes
{
    /// <summary>A wrong solution up to its first pit, the first step from which no completion succeeded (PAV's data); a right one whole.</summary>
    public static SolutionCounts UpToFirstPit(SolutionCounts counts)
    {
        if (counts.Correct) return counts;
        double[] values = [.. counts.Successes.Select(s => (double)s / counts.Completions)];
        int kept = FirstPit.Of(values, highValue: 0.5).Kept.Length;
        return kept == counts.Steps.Length ? counts : counts with { Steps = counts.Steps[..kept], Successes = counts.Successes[..kept], Finished = false };
    }
}
