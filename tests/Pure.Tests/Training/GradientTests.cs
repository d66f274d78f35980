using Pure.Config;
using Pure.Models;
using Pure.Tensors;
using Pure.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tests.Training;

public sealed class GradientTests
{
    [Fact]
    public void Gradients_do_not_depend_on_how_the_batch_is_cut()
    {
        using var model = new TinyModel();
        using var one = new Lanes(1, 1);
        using var three = new Lanes(3, 1);
        TokenSequence[] batch = [.. Enumerable.Range(0, 12).Select(i => new TokenSequence(model.Ids((ulong)i, 8 + i), 4))];

        using Gradients whole = Of(model, batch, one, 100_000);
        using Gradients accumulated = Of(model, batch, one, 40);
        using Gradients lanes = Of(model, batch, three, 40);

        Assert.Equal(whole.Loss, accumulated.Loss, 1e-5);
        foreach ((string name, Tensor expected) in whole.All)
        {
            double scale = expected.abs().max().item<float>();
            Assert.True((expected - accumulated.All[name]).abs().max().item<float>() < 1e-5 * Math.Max(1, scale), name);
            Assert.True((expected - lanes.All[name]).abs().max().item<float>() < 1e-5 * Math.Max(1, scale), name);
        }
    }

    [Fact]
    public void The_same_cut_gives_the_same_bits()
    {
        using var model = new TinyModel();
        using var lanes = new Lanes(2, 1);
        TokenSequence[] batch = [.. Enumerable.Range(0, 12).Select(i => new TokenSequence(model.Ids((ulong)i, 8 + i), 4))];

        using Gradients first = Of(model, batch, lanes, 60);
        using Gradients second = Of(model, batch, lanes, 60);

        foreach ((string name, Tensor expected) in first.All) Assert.True(expected.bytes.SequenceEqual(second.All[name].bytes), name);
    }

    [Fact]
    public void The_gradient_of_the_policy_loss_is_the_slope_of_the_loss()
    {
        using DisposeScope scope = NewDisposeScope();
        var tokens = new PolicyTokens(
            Old: [-1.0f, -0.5f, -2.0f, -1.2f, -0.3f],
            Reference: [-1.1f, -0.4f, -1.8f, -1.2f, -0.9f],
            Advantages: [1.0f, -0.7f, 0.4f, -1.5f, 0.0f],
            Weights: [0.2f, 0.2f, 0.2f, 0.2f, 0.2f]);
        var options = new PolicyLossOptions { Beta = 0.3, Epsilon = 0.2 };
        float[] at = [-0.95f, -0.9f, -1.5f, -1.1f, -0.35f];

        Tensor x = tensor(at, requires_grad: true);
        PolicyLoss.Of(x, tokens, options).backward();
        float[] gradient = x.grad!.data<float>().ToArray();

        for (int i = 0; i < at.Length; i++)
        {
            const float Step = 1e-3f;
            double slope = (Loss(i, Step) - Loss(i, -Step)) / (2 * Step);
            Assert.Equal(slope, gradient[i], 2e-3);
        }

        double Loss(int i, float by)
        {
            float[] moved = [.. at];
            moved[i] += by;
            return PolicyLoss.Of(tensor(moved), tokens, options).item<float>();
        }
    }

    [Fact]
    public void A_gradient_that_is_not_finite_changes_nothing_and_is_named()
    {
        using var model = new TinyModel();
        using var lanes = new Lanes(1, 1);
        using var update = new WeightUpdate(model.Weights, _ => true, new OptimizerOptions { LearningRate = 1 });
        using Weights before = model.Weights.Clone();

        var e = Assert.Throws<NonFiniteException>(() => update.Apply(lanes, [0], (leaves, _) => (leaves["model.norm.weight"] * 0).sum().log() * 0 + leaves["model.norm.weight"].sum().sub(1e30).pow(9), 1));

        Assert.Contains("loss is", e.Message, StringComparison.Ordinal);
        foreach ((string name, Tensor weight) in before.All) Assert.True(weight.bytes.SequenceEqual(model.Weights[name].bytes), name);
    }

    [Fact]
    public void Clipping_scales_to_the_limit()
    {
        using var model = new TinyModel();
        using var lanes = new Lanes(1, 1);
        TokenSequence[] batch = [new(model.Ids(1, 9), 4)];
        using Gradients gradients = Of(model, batch, lanes, 100);
        (double norm, _) = gradients.Norm();

        gradients.Clip(norm, norm / 3);
        Assert.Equal(norm / 3, gradients.Norm().Norm, 1e-4 * norm);

        gradients.Clip(norm / 3, norm);
        Assert.Equal(norm / 3, gradients.Norm().Norm, 1e-4 * norm);
    }

    private static Gradients Of(TinyModel model, TokenSequence[] batch, Lanes lanes, int budget)
    {
        int tokens = batch.Sum(s => s.Targets);
        List<int[]> parts = MicroBatches.ByTokens([.. batch.Select(s => s.Ids.Length)], budget);
        return Gradients.Of(model.Weights, _ => true, lanes, parts, (leaves, part) =>
            -TokenLogProbabilities.Of(model.Decoder, DecoderWeights.Of(model.Config, leaves), [.. part.Select(i => batch[i])], 1).sum() / tokens);
    }
}
