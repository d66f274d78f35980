using Pure.Config;
using Pure.Credit.Oreal;
using Pure.Tensors;
using Pure.Training;
using Pure.Training.Oreal;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tests.Training.Oreal;

public sealed class OrealLossTests
{
    [Fact]
    public void The_tensor_loss_and_its_gradient_are_the_reference()
    {
        using DisposeScope scope = NewDisposeScope();
        OrealSequence[] batch =
        [
            Sequence(1, 1.5, [-0.7, -0.3, -1.2, -0.1], [2, -1, 0.5, 3]),
            Sequence(-1, -0.5, [-0.4, -0.9, -0.2], [-2, -3, 1]),
            Sequence(-1, -0.8, [-1.4, -0.6], [-0.5, -1]),
        ];
        var options = new OrealLossOptions { NegativeFactor = 0.5, KlCoef = 0.03 };
        var expected = OrealLossReference.Of(batch, options);

        double[][] advantages = OrealAdvantage.OfTokens([.. batch.Select(s => (s.Reward, s.Advantage, s.Weights))], options);
        int tokens = batch.Sum(s => s.LogProbabilities.Length);
        Tensor logs = tensor([.. batch.SelectMany(s => s.LogProbabilities.Select(x => (float)x))], requires_grad: true);
        Tensor loss = OrealLoss.Of(
            logs,
            new PolicyTokens([.. new float[tokens]], [.. batch.SelectMany(s => s.Reference.Select(x => (float)x))], [.. advantages.SelectMany(row => row.Select(x => (float)x))], [.. Enumerable.Repeat(1f / tokens, tokens)]),
            new PolicyLossOptions { Beta = options.KlCoef });
        loss.backward();

        Assert.Equal(expected.Total, loss.Value(), 1e-6);
        float[] gradient = logs.grad!.data<float>().ToArray();
        double[] slopes = [.. expected.Gradient.SelectMany(row => row)];
        for (int t = 0; t < tokens; t++) Assert.Equal(slopes[t], gradient[t], 1e-6);
    }

    [Fact]
    public void A_head_of_zeros_leaves_only_the_divergence()
    {
        OrealSequence[] batch = [Sequence(1, 1, [-0.5, -0.5], [0, 0]), Sequence(-1, -1, [-0.5, -0.7], [0, 0])];
        var loss = OrealLossReference.Of(batch, new OrealLossOptions());
        Assert.Equal(0, loss.Positive);
        Assert.Equal(0, loss.Negative);
        Assert.True(loss.Divergence > 0);
        Assert.All(OrealAdvantage.OfTokens([.. batch.Select(s => (s.Reward, s.Advantage, s.Weights))], new OrealLossOptions()), row => Assert.All(row, a => Assert.Equal(0, a)));
    }

    [Fact]
    public void A_token_is_cloned_or_pushed_away_never_both()
    {
        foreach (TokenWeightForm form in new[] { TokenWeightForm.CumulativeMean, TokenWeightForm.Tokenwise })
        {
            var weights = OrealTokenWeights.Of([1.2, -3, 0.4, 2, -0.2], form, 0.5, 0.5);
            Assert.All(weights.Positive.Zip(weights.Negative), pair => Assert.Equal(0, pair.First * pair.Second));
        }
    }

    private static OrealSequence Sequence(double reward, double advantage, double[] logs, double[] logits) =>
        new(reward, advantage, logs, [.. logs.Select((x, t) => x - 0.2 + (0.15 * t))], OrealTokenWeights.Of(logits, TokenWeightForm.CumulativeMean, 0.5, 0.5));
}
