using Pure.Config;
using Pure.Credit;
using Pure.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Pure.Tests.Training;

public sealed class PolicyLossAgreementTests
{
    [Theory]
    [InlineData(LossAggregation.Token, KlEstimator.K1)]
    [InlineData(LossAggregation.Sequence, KlEstimator.K2)]
    [InlineData(LossAggregation.Token, KlEstimator.K3)]
    [InlineData(LossAggregation.Sequence, KlEstimator.K3Clamped)]
    [InlineData(LossAggregation.Token, KlEstimator.Abs)]
    public void The_tensor_version_agrees_with_the_one_by_hand(LossAggregation aggregation, KlEstimator estimator)
    {
        var random = new Random(5);
        double[][] Rows(double low, double high) => [.. new[] { 7, 4, 9 }.Select(n => Enumerable.Range(0, n).Select(_ => (double)(float)(low + ((high - low) * random.NextDouble()))).ToArray())];
        var batch = new PolicyLossBatch(Rows(-3, -0.1), Rows(-3, -0.1), Rows(-2, 2), [[1, 1, 1, 0, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 0, 0]]) { ReferenceLogProbabilities = Rows(-3, -0.1) };
        var terms = new PolicyLossOptions { Epsilon = 0.2, EpsilonHigh = 0.3, Beta = 0.1, KlEstimator = estimator, LossAggregation = aggregation };
        PolicyLossValue expected = PolicyLossReference.Compute(batch, terms);

        using DisposeScope scope = NewDisposeScope();
        Tensor logProbabilities = tensor(Flat(batch.LogProbabilities)).requires_grad_();
        var tokens = new PolicyTokens(Flat(batch.OldLogProbabilities), Flat(batch.ReferenceLogProbabilities), Flat(batch.Advantages), Flat(PolicyLossReference.TokenWeights(batch.Mask, aggregation)));
        Tensor loss = PolicyLoss.Of(logProbabilities, tokens, new PolicyLossOptions { Epsilon = 0.2, EpsilonHigh = 0.3, Beta = 0.1, KlEstimator = estimator, LossAggregation = aggregation });
        loss.backward();

        Assert.Equal(expected.Loss, loss.item<float>(), 1e-5);
        float[] gradient = logProbabilities.grad!.data<float>().ToArray(), byHand = Flat(expected.Gradient);
        for (int t = 0; t < byHand.Length; t++) Assert.Equal(byHand[t], gradient[t], 1e-5f);
    }

    private static float[] Flat(double[][] rows) => [.. rows.SelectMany(row => row).Select(x => (float)x)];
}
