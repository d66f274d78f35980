// Step labels from Monte Carlo counts, one line of mathematics each. Pure fp64.
namespace Pure.Rewards.Labels;

/// <summary>Labels of the steps of a solution.</summary>
public static class StepLabels
{
    /// <summary>The label of every step of a solution, in its order.</summary>
    /// <param name="counts">The solution's counts.</param>
    /// <param name="kind">Which label.</param>
    /// <param name="eta">Of <see cref="LabelKind.Entropy"/>: greater is more optimistic, 0 is the mean, below 0 pessimistic.</param>
    public static double[] Of(SolutionCounts counts, LabelKind kind, double eta = 1)
    {
        double n = counts.Completions;
        double[] q = [.. counts.Successes.Select(s => s / n)];
        return kind switch
        {
            LabelKind.Hard => [.. q.Select(p => p > 0 ? 1.0 : 0.0)],
            LabelKind.Soft => q,
            LabelKind.Entropy => [.. q.Select(p => Entropy(p, eta))],
            LabelKind.Advantage => [.. q.Select((p, j) => p - (j == 0 ? counts.RootSuccesses / n : q[j - 1]))],
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
    }

    /// <summary>The label of the bare prompt; <see cref="LabelKind.Advantage"/> has none.</summary>
    public static double OfRoot(SolutionCounts counts, LabelKind kind, double eta = 1) =>
        Of(counts with { Steps = [""], Successes = [counts.RootSuccesses] }, kind, eta)[0];

    /// <summary>(1/eta) ln(1 - p + p e^eta) for a share p of right completions (ER-PRM, section 3); p itself in the limit eta = 0.</summary>
    /// <param name="p">Share of right completions, 0 to 1.</param>
    /// <param name="eta">Any finite number.</param>
    public static double Entropy(double p, double eta)
    {
        if (p is <= 0 or >= 1) return Math.Clamp(p, 0, 1);

        // The formula divides rounding by eta; below this its expansion in cumulants of the outcome is exact to 1e-13.
        if (Math.Abs(eta) < 1e-3) return p + (p * (1 - p) * ((eta / 2) + (eta * eta / 6 * (1 - (2 * p))) + (eta * eta * eta / 24 * (1 - (6 * p * (1 - p))))));

        // The larger of the two terms is taken out of the logarithm, so that no eta overflows.
        return eta > 0 ? 1 + (Math.Log(p + ((1 - p) * Math.Exp(-eta))) / eta) : Math.Log(1 - p + (p * Math.Exp(eta))) / eta;
    }
}
