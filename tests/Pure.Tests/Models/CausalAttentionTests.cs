using Pure.Models;
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tests.Models;

/// <summary>Attention by own loops against the decoder that computes it operator by operator.</summary>
public sealed class CausalAttentionTests
{
    private static readonly ModelConfig Shape = TinyModel.Shape with { MaxPositions = 160, TieWordEmbeddings = true };

    /// <summary>Sizes that fill tiles and blocks and sizes that do not, heads alone and in groups, scaled rotations, norms before them.</summary>
    public static TheoryData<int, int, ModelConfig> Cases => new()
    {
        { 1, 1, Shape },
        { 3, 31, Shape },
        { 2, 32, Shape with { KeyValueHeads = 4 } },
        { 2, 97, Shape with { KeyValueHeads = 1, HeadSize = 24 } },
        { 1, 160, Shape with { Heads = 2, HeadSize = 64 } },
        { 2, 65, Shape with { HeadSize = 80, KeyValueHeads = 1 } },
        { 2, 40, Shape with { Family = ModelFamily.Qwen3, HeadSize = 16 } },
        { 2, 70, Shape with { RopeScaling = new YarnRopeScaling(4, 16) { GivenAttentionFactor = 1.2 } } },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Hidden_states_and_gradients_are_those_of_the_formula(int rows, int time, ModelConfig config)
    {
        using var model = new TinyModel(config);
        using DisposeScope scope = NewDisposeScope();
        (Tensor expected, Weights plain) = Run(model, isPlain: true, rows, time, ScalarType.Float32);
        (Tensor actual, Weights own) = Run(model, isPlain: false, rows, time, ScalarType.Float32);
        Close(expected, actual, 1e-5, "hidden states");
        foreach (string name in plain.All.Keys) Close(plain[name].grad!, own[name].grad!, 2e-5, name);
        Assert.Contains(plain.All.Values, w => w.grad!.abs().max().item<float>() > 0.01);
    }

    [Fact]
    public void In_bf16_it_is_nearer_to_fp32_than_the_formula_or_as_near()
    {
        using var model = new TinyModel(Shape with { KeyValueHeads = 1, HeadSize = 64 });
        using DisposeScope scope = NewDisposeScope();
        Tensor exact = Run(model, isPlain: true, 2, 150, ScalarType.Float32).Hidden;
        double plain = Distance(exact, Run(model, isPlain: true, 2, 150, ScalarType.BFloat16).Hidden), own = Distance(exact, Run(model, isPlain: false, 2, 150, ScalarType.BFloat16).Hidden);
        Assert.True(own < 1.1 * plain, $"{own} against {plain}");
    }

    [Fact]
    public void The_result_does_not_depend_on_threads_nor_on_what_else_is_in_the_batch()
    {
        using var model = new TinyModel(Shape with { HeadSize = 64 });
        using DisposeScope scope = NewDisposeScope();
        using Tensor qkv = randn(5, 140, (Shape.Heads + (2 * Shape.KeyValueHeads)) * 64, generator: new Generator(5));
        ModelConfig config = model.Config;
        int threads = get_num_threads();
        try
        {
            set_num_threads(1);
            (Tensor one, Tensor oneSlope) = Differentiated(qkv, config, model.Rotary);
            set_num_threads(4);
            (Tensor four, Tensor fourSlope) = Differentiated(qkv, config, model.Rotary);
            (Tensor alone, Tensor aloneSlope) = Differentiated(qkv.narrow(0, 3, 1), config, model.Rotary);
            (Tensor shorter, _) = Differentiated(qkv.narrow(0, 3, 1).narrow(1, 0, 77), config, model.Rotary);
            Assert.True(one.bytes.SequenceEqual(four.bytes) && oneSlope.bytes.SequenceEqual(fourSlope.bytes));
            Assert.True(one[3].contiguous().bytes.SequenceEqual(alone.bytes) && oneSlope[3].contiguous().bytes.SequenceEqual(aloneSlope.bytes));
            Assert.True(alone.narrow(1, 0, 77).contiguous().bytes.SequenceEqual(shorter.bytes));
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_number_that_is_not_finite_is_seen_in_values_and_gradients(float number)
    {
        using var model = new TinyModel(Shape);
        using DisposeScope scope = NewDisposeScope();
        Tensor qkv = randn(1, 64, 8 * 8, generator: new Generator(5));
        qkv[0, 40] = number;
        (Tensor output, Tensor gradient) = Differentiated(qkv, model.Config, model.Rotary);
        Assert.True(output.narrow(1, 40, 24).isfinite().logical_not().all().item<bool>());
        Assert.True(gradient.isnan().any().item<bool>());
    }

    private static (Tensor Output, Tensor Gradient) Differentiated(Tensor qkv, ModelConfig config, RotaryTable rotary)
    {
        Tensor leaf = qkv.contiguous().clone().detach().requires_grad_(true), output = CausalAttention.Of(leaf, config, rotary);
        Tensor direction = linspace(-1, 1, output.shape[1] * output.shape[2]).reshape(1, output.shape[1], output.shape[2]).expand(output.shape);
        output.backward([direction]);
        return (output.detach(), leaf.grad!);
    }

    private static (Tensor Hidden, Weights Leaves) Run(TinyModel model, bool isPlain, int rows, int time, ScalarType type)
    {
        var decoder = new Decoder(model.Config, model.Rotary) { IsPlain = isPlain };
        using Weights typed = new(model.Weights.All.ToDictionary(w => w.Key, w => w.Value.to(type).clone(), StringComparer.Ordinal));
        Weights leaves = typed.Leaves(_ => true);
        Tensor tokens = PaddedBatch.Tokens([.. Enumerable.Range(0, rows).Select(row => model.Ids((ulong)row + 1, time))]);
        Tensor hidden = decoder.Forward(decoder.Join(leaves), tokens);
        Tensor direction = randn(hidden.shape, generator: new Generator(9)).to(type);
        hidden.backward([direction]);
        return (hidden.detach().to(ScalarType.Float32), leaves);
    }

    private static double Distance(Tensor exact, Tensor other) => (exact - other).abs().mean().item<float>();

    private static void Close(Tensor expected, Tensor actual, double tolerance, string what)
    {
        double difference = (expected - actual).abs().max().item<float>(), size = Math.Max(1, expected.abs().max().item<float>());
        Assert.True(difference <= tolerance * size, $"{what}: {difference} of {size}");
    }
}
