// PRM800K (Let's Verify Step by Step, arXiv 2305.20050): a step is rated 1, 0 or -1, and a solution's score is the product of its
// steps' probabilities of being right, or their minimum. Neutral steps count as right in the paper's best variant.
using Pure.Rewards;

namespace Pure.Evaluation.Prm800k;

/// <summary>The score of a solution.</summary>
public static class Prm800kScore
{
    /// <summary>Aggregates the probabilities of the ratings.</summary>
    /// <param name="steps">P(1), P(0), P(-1) of each step.</param>
    /// <param name="aggregation">The product or the minimum, in the paper.</param>
    /// <param name="neutralIsRight">Whether P(0) is added to P(1).</param>
    public static double Of(IReadOnlyList<double[]> steps, Aggregation aggregation, bool neutralIsRight = true) =>
        StepAggregation.Of([.. steps.Select(step => neutralIsRight ? step[0] + step[1] : step[0])], aggregation);
}
