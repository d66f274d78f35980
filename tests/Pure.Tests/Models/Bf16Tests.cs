using Pure.Config;
using Pure.Models;
using Pure.Rollouts;
using Pure.Tensors;
using Pure.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tests.Models;

/// <summary>The same model with bf16 weights and activations: close to fp32 where it may differ, in fp32 where it must.</summary>
public sealed class Bf16Tests
{
    private const int EndOfSequence = 33;

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Logits_are_those_of_fp32_up_to_rounding(int labels)
    {
        using var model = new TinyModel(labels);
        using Weights rounded = As(model.Weights, ScalarType.BFloat16);
        using Weights widened = As(rounded, ScalarType.Float32);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();

        Tensor half = Logits(model, rounded), full = Logits(model, widened);

        Assert.Equal(ScalarType.Float32, half.dtype);
        Assert.True((half - full).abs().mean().item<float>() < 1e-2 * full.abs().mean().item<float>());
    }

    [Fact]
    public void Sampler_and_trainer_agree()
    {
        using var model = new TinyModel();
        using Weights weights = As(model.Weights, ScalarType.BFloat16);
        using var lanes = new Lanes(2, 1);
        Prompt[] prompts = [.. Enumerable.Range(0, 6).Select(i => new Prompt($"p{i}", model.Ids((ulong)i, 4 + i)))];

        IReadOnlyList<Rollout> rollouts = new LocalGenerator(model.Decoder, lanes, EndOfSequence, 16)
            .Generate(weights, new GenerationRequest(prompts, 3, 5), new SamplingOptions(20));
        TokenSequence[] sequences = [.. rollouts.Select(r => TokenSequence.Of(r.PromptIds, r.ResponseIds))];
        float[][] trainer = TokenLogProbabilities.Score(model.Decoder, weights, sequences, new ScoringOptions(lanes, 100));

        double[] differences = [.. rollouts.SelectMany((r, i) => r.LogProbabilities.Select((p, t) => (double)Math.Abs(p - trainer[i][t])))];
        Assert.True(differences.Average() < 1e-2, $"mean {differences.Average()}");
    }

    [Fact]
    public void Gradients_are_summed_in_fp32_and_close_to_those_of_fp32()
    {
        using var model = new TinyModel();
        using Weights rounded = As(model.Weights, ScalarType.BFloat16);
        using Weights widened = As(rounded, ScalarType.Float32);
        using var lanes = new Lanes(2, 1);
        TokenSequence[] batch = [.. Enumerable.Range(0, 12).Select(i => new TokenSequence(model.Ids((ulong)i, 8 + i), 4))];

        using Gradients half = Gradient(model, rounded, batch, lanes), full = Gradient(model, widened, batch, lanes);

        using DisposeScope scope = NewDisposeScope();
        Assert.Equal(full.Loss, half.Loss, 1e-2);
        Assert.All(half.All.Values, g => Assert.Equal(ScalarType.Float32, g.dtype));
        foreach ((string name, Tensor expected) in full.All)
            Assert.True((half.All[name] - expected).norm().item<float>() < 0.05 * expected.norm().item<float>() + 1e-4, name);
    }

    [Fact]
    public void Masters_take_updates_that_are_too_small_for_the_weight_itself()
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> kept = Weight(), lost = Weight(), gradient = new() { ["w"] = ones(3).to(ScalarType.BFloat16) };
        using var masters = new AdamW(kept, default);
        using var none = new AdamW(lost, default, masters: false);

        for (int step = 0; step < 100; step++)
        {
            masters.Step(gradient, 1e-4);
            none.Step(gradient, 1e-4);
        }

        Assert.Equal([0.9883f, 0.9883f, 0.9883f], kept["w"].to(ScalarType.Float32).data<float>().ToArray().Select(x => MathF.Round(x, 4)));
        Assert.Equal([1f, 1f, 1f], lost["w"].to(ScalarType.Float32).data<float>().ToArray());

        static Dictionary<string, Tensor> Weight() => new() { ["w"] = ones(3).to(ScalarType.BFloat16) };
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_update_in_pieces_equals_the_one_by_hand_and_goes_on_after_a_restart(bool masters)
    {
        using DisposeScope scope = NewDisposeScope();
        var options = new AdamWOptions(0.9, 0.95, 1e-8, 0.1);
        Dictionary<string, Tensor> pieces = Random(1), byHand = pieces.ToDictionary(w => w.Key, w => w.Value.clone());
        Dictionary<string, Tensor>[] gradients = [.. Enumerable.Range(2, 4).Select(seed => Random((ulong)seed))];
        using var a = new AdamW(pieces, options, masters);
        using var b = new AdamW(byHand, options, masters);

        foreach (Dictionary<string, Tensor> gradient in gradients[..2])
        {
            a.Step(gradient, 1e-2);
            b.StepByHand(gradient, 1e-2);
        }

        using var c = new AdamW(pieces, options, masters);
        c.Restore(a.Save(), a.Updates);
        foreach (Dictionary<string, Tensor> gradient in gradients[2..])
        {
            c.Step(gradient, 1e-2);
            b.StepByHand(gradient, 1e-2);
        }

        // One unit in the last place of bf16 where the fp32 values fall on different sides of a rounding boundary.
        Tensor difference = (pieces["w"].to(ScalarType.Float32) - byHand["w"].to(ScalarType.Float32)).abs();
        Assert.True((difference <= 0.01 * byHand["w"].to(ScalarType.Float32).abs() + 1e-6).all().item<bool>());
        Assert.True(difference.mean().item<float>() < 1e-4);
    }

    private static Dictionary<string, Tensor> Random(ulong seed)
    {
        using var generator = new Generator(seed);
        return new() { ["w"] = randn([3, 500_000], generator: generator).to(ScalarType.BFloat16) };
    }

    private static Gradients Gradient(TinyModel model, Weights weights, TokenSequence[] batch, Lanes lanes)
    {
        int tokens = batch.Sum(s => s.Targets);
        List<int[]> parts = MicroBatches.ByTokens([.. batch.Select(s => s.Ids.Length)], 40);
        return Gradients.Of(weights, _ => true, lanes, parts, (leaves, part) =>
            -TokenLogProbabilities.Of(model.Decoder, DecoderWeights.Of(model.Config, leaves), [.. part.Select(i => batch[i])], 1).sum() / tokens);
    }

    private static Tensor Logits(TinyModel model, Weights weights)
    {
        var joined = DecoderWeights.Of(model.Config, weights);
        return Decoder.Project(joined, model.Decoder.Forward(joined, PaddedBatch.Tokens([model.Ids(3, 17)])));
    }

    private static Weights As(Weights weights, ScalarType type) => new(weights.All.Select(w => KeyValuePair.Create(w.Key, w.Value.to(type, copy: true))).ToList());
}
