using CsCheck;
using Pure.Config;
using Pure.Training;
using Xunit;

namespace Pure.Tests.Training;

public sealed class PolicyLossReferenceTests
{
    private static readonly Gen<PolicyLossBatch> Batches =
        Gen.Select(Rows(-3, -0.1), Rows(-0.4, 0.4), Rows(-2, 2), Rows(-0.5, 0.5), Rows(0.1, 2), (policy, old, advantages, reference, weights) =>
            new PolicyLossBatch(policy, Sum(policy, old), advantages, [[1, 1, 1, 0, 1], [1, 1, 0, 0, 0]])
            {
                ReferenceLogProbabilities = Sum(policy, reference),
                Entropies = weights,
                ImportanceWeights = weights,
            });

    [Theory]
    [InlineData(LossAggregation.Token, Pure.Credit.KlEstimator.K1)]
    [InlineData(LossAggregation.Sequence, Pure.Credit.KlEstimator.K2)]
    [InlineData(LossAggregation.Token, Pure.Credit.KlEstimator.K3)]
    [InlineData(LossAggregation.Sequence, Pure.Credit.KlEstimator.K3Clamped)]
    [InlineData(LossAggregation.Token, Pure.Credit.KlEstimator.Abs)]
    public void The_gradient_is_that_of_the_loss(LossAggregation aggregation, Pure.Credit.KlEstimator estimator) => Batches.Sample(batch =>
    {
        var terms = new PolicyLossOptions { Epsilon = 0.15, EpsilonHigh = 0.3, LossAggregation = aggregation, Beta = 0.2, KlEstimator = estimator, EntropyCoef = 0.1 };
        PolicyLossValue value = PolicyLossReference.Compute(batch, terms);
        const double H = 1e-6;
        for (int b = 0; b < 2; b++)
        {
            for (int t = 0; t < 5; t++)
            {
                double up = At(batch, b, t, H, terms), down = At(batch, b, t, -H, terms), here = value.Loss;
                double left = (here - down) / H, right = (up - here) / H;
                if (Math.Abs(left - right) > 1e-3) continue;  // a kink of the clip or of |l| lies in between
                Assert.Equal(0.5 * (left + right), value.Gradient[b][t], 1e-4);
            }
        }
    }, iter: 30);

    [Fact]
    public void A_high_epsilon_leaves_good_tokens_room_that_the_low_one_denies_bad_ones()
    {
        var batch = new PolicyLossBatch([[Math.Log(1.25), Math.Log(0.75)]], [[0, 0]], [[1, -1]], [[1, 1]]);
        PolicyLossValue symmetric = PolicyLossReference.Compute(batch, new PolicyLossOptions { Beta = 0 });
        PolicyLossValue higher = PolicyLossReference.Compute(batch, new PolicyLossOptions { Beta = 0, EpsilonHigh = 0.28 });
        Assert.Equal(1, symmetric.ClipFraction);
        Assert.Equal([0, 0], symmetric.Gradient[0]);
        Assert.Equal(0.5, higher.ClipFraction);
        Assert.Equal([-0.5 * 1.25, 0], higher.Gradient[0]);
    }

    [Fact]
    public void Averaging_by_response_weighs_tokens_of_short_responses_more()
    {
        double[][] mask = [[1, 1, 1, 1], [1, 0, 0, 0]];
        Assert.Equal([[0.2, 0.2, 0.2, 0.2], [0.2, 0, 0, 0]], PolicyLossReference.TokenWeights(mask, LossAggregation.Token));
        Assert.Equal([[0.125, 0.125, 0.125, 0.125], [0.5, 0, 0, 0]], PolicyLossReference.TokenWeights(mask, LossAggregation.Sequence));
        Assert.Throws<PureException>(() => PolicyLossReference.TokenWeights([[0, 0]], LossAggregation.Token));
    }

    [Fact]
    public void The_mean_ratio_cut_drops_the_whole_update()
    {
        var batch = new PolicyLossBatch([[3, 3]], [[0, 0]], [[1, 1]], [[1, 1]]);
        PolicyLossValue cut = PolicyLossReference.Compute(batch, new PolicyLossOptions { Beta = 0, MaxMeanRatio = 10 });
        Assert.True(cut.Skipped);
        Assert.Equal((0, 0, 0), (cut.Loss, cut.Gradient[0][0], cut.Gradient[0][1]));
        Assert.False(PolicyLossReference.Compute(batch, new PolicyLossOptions { Beta = 0 }).Skipped);
    }

    [Fact]
    public void Importance_weights_are_truncated_from_above_only()
    {
        double[] weights = ImportanceWeights.Truncated([0, 0, -1], [0, -3, 0], cap: 2);
        Assert.Equal([1, 2, Math.Exp(-1)], weights);
        Assert.Throws<PureException>(() => ImportanceWeights.Truncated([0], [0, 0], 2));
        Assert.Throws<PureException>(() => ImportanceWeights.Truncated([0], [0], 0));
    }

    [Fact]
    public void A_term_without_its_input_is_refused()
    {
        var batch = new PolicyLossBatch([[0]], [[0]], [[1]], [[1]]);
        Assert.Contains("beta", Assert.Throws<PureException>(() => PolicyLossReference.Compute(batch, new PolicyLossOptions { Beta = 1 })).Message, StringComparison.Ordinal);
        Assert.Contains("entropy_coef", Assert.Throws<PureException>(() => PolicyLossReference.Compute(batch, new PolicyLossOptions { Beta = 0, EntropyCoef = 1 })).Message, StringComparison.Ordinal);
        Assert.Throws<PureException>(() => PolicyLossReference.Compute(batch with { Advantages = [[1, 2]] }, new PolicyLossOptions { Beta = 0 }));
    }

    private static double At(PolicyLossBatch batch, int b, int t, double change, PolicyLossOptions terms)
    {
        double[][] moved = Array.ConvertAll(batch.LogProbabilities, row => (double[])row.Clone());
        moved[b][t] += change;
        return PolicyLossReference.Compute(batch with { LogProbabilities = moved }, terms).Loss;
    }

    private static Gen<double[][]> Rows(double low, double high) => Gen.Double[low, high].Array[5].Array[2];

    private static double[][] Sum(double[][] a, double[][] b) => [.. a.Zip(b, (x, y) => x.Zip(y, (p, q) => p + q).ToArray())];
}
