using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tests.Tensors;

public sealed class AdamWTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    public void The_fused_update_equals_the_one_by_hand(double weightDecay)
    {
        using DisposeScope scope = NewDisposeScope();
        var options = new AdamWOptions(0.9, 0.95, 1e-8, weightDecay);
        Dictionary<string, Tensor> fused = Make(), byHand = fused.ToDictionary(w => w.Key, w => w.Value.clone());
        using var a = new AdamW(fused, options);
        using var b = new AdamW(byHand, options);

        for (int step = 0; step < 20; step++)
        {
            Dictionary<string, Tensor> gradients = Make();
            a.Step(gradients, 1e-2);
            b.StepByHand(gradients, 1e-2);
        }

        foreach (string name in fused.Keys)
        {
            double difference = (fused[name] - byHand[name]).abs().max().item<float>();
            Assert.True(difference < 1e-5, $"{name}: {difference}");
        }
    }

    [Fact]
    public void The_first_update_moves_each_weight_by_the_learning_rate_against_its_gradient()
    {
        using DisposeScope scope = NewDisposeScope();
        var weights = new Dictionary<string, Tensor> { ["w"] = zeros(3) };
        using var adam = new AdamW(weights, new AdamWOptions(Epsilon: 0));

        adam.Step(new Dictionary<string, Tensor> { ["w"] = tensor(new[] { 0.001f, -5f, 2f }) }, 0.1);

        float[] moved = weights["w"].data<float>().ToArray();
        Assert.Equal([-0.1f, 0.1f, -0.1f], moved.Select(m => MathF.Round(m, 5)));
    }

    [Fact]
    public void A_restored_optimizer_goes_on_to_the_bit()
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> straight = Make(), stopped = straight.ToDictionary(w => w.Key, w => w.Value.clone());
        Dictionary<string, Tensor>[] gradients = [.. Enumerable.Range(0, 6).Select(_ => Make())];
        using var a = new AdamW(straight, default);
        foreach (Dictionary<string, Tensor> gradient in gradients) a.Step(gradient, 1e-3);

        using var b = new AdamW(stopped, default);
        foreach (Dictionary<string, Tensor> gradient in gradients[..3]) b.Step(gradient, 1e-3);
        Dictionary<string, Tensor> saved = b.Save().ToDictionary(s => s.Key, s => s.Value.clone());
        using var c = new AdamW(stopped, default);
        c.Restore(saved, b.Updates);
        foreach (Dictionary<string, Tensor> gradient in gradients[3..]) c.Step(gradient, 1e-3);

        foreach (string name in straight.Keys) Assert.True(straight[name].bytes.SequenceEqual(stopped[name].bytes), name);
    }

    [Fact]
    public void State_of_other_weights_is_refused_by_name()
    {
        using DisposeScope scope = NewDisposeScope();
        using var adam = new AdamW(Make(), default);
        var e = Assert.Throws<PureException>(() => adam.Restore(new Dictionary<string, Tensor>(), 1));
        Assert.Contains("exp_avg.bias", e.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, Tensor> Make() => new() { ["matrix"] = randn(5, 7), ["bias"] = randn(7) };
}
