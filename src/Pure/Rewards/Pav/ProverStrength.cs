// Whether a prover can teach (PAV, arXiv 2410.08146, section 3): one that always or never succeeds has no advantages, and the policy
// itself, K = 1, adds nothing to its own gradient. Measured on Monte Carlo counts, before anything is trained.
using Pure.Rewards.Labels;

namespace Pure.Rewards.Pav;

/// <summary>How a best-of-K prover sees a set of solutions.</summary>
/// <param name="Tries">K.</param>
/// <param name="RootSuccess">Its mean success from the bare prompt.</param>
/// <param name="MeanAdvantage">Mean absolute advantage of a step.</param>
public sealed record ProverStrength(int Tries, double RootSuccess, double MeanAdvantage)
{
    /// <summary>The provers that the paper compares.</summary>
    public static IReadOnlyList<int> Usual { get; } = [1, 2, 4, 8, 16, 32];

    /// <summary>Whether the prover succeeds so rarely from the start that its values cannot tell steps apart.</summary>
    public bool IsWeak => RootSuccess < 0.05;

    /// <summary>Whether the prover succeeds so surely that no step matters to it.</summary>
    public bool IsStrong => RootSuccess > 0.95;

    /// <summary>Measures a prover.</summary>
    public static ProverStrength Of(IReadOnlyList<SolutionCounts> solutions, int tries)
    {
        var advantages = new List<double>();
        var roots = new List<double>();
        foreach (SolutionCounts solution in solutions)
        {
            double n = solution.Completions;
            double[] values = [StepAdvantage.BestOf(solution.RootSuccesses / n, tries), .. solution.Successes.Select(s => StepAdvantage.BestOf(s / n, tries))];
            roots.Add(values[0]);
            advantages.AddRange(StepAdvantage.Of(values).Select(Math.Abs));
        }

        return new ProverStrength(tries, roots.Average(), advantages.Average());
    }
}
