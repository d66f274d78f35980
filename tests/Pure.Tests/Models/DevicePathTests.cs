using Pure.Config;
using Pure.Models;
using Pure.Rollouts;
using Pure.Tensors;
using Pure.Tensors.Simd;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tests.Models;

/// <summary>
/// What a GPU computes with, as far as it shows without one: the tensor paths agree with the processor's own loops, and on libtorch's
/// device without storage every operation finds all its tensors in one place.
/// </summary>
public sealed class DevicePathTests
{
    private static readonly Device Meta = new(DeviceType.META);

    /// <summary>libtorch's attention has no form for tensors without storage; products of the same shapes stand in for it.</summary>
    private static Tensor Attend(Tensor queries, Tensor keys, Tensor values, Tensor? mask)
    {
        Tensor scores = queries.matmul(keys.transpose(-2, -1));
        return (mask is null ? scores : scores.add(mask)).matmul(values);
    }

    [Theory]
    [InlineData(1 << 20, 1.0)]
    [InlineData(34 * 16 * 3, 0.7)]
    public void Chosen_log_probabilities_and_gradients_are_those_of_the_own_loops(long blockBytes, double temperature)
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(3);
        Tensor hidden = randn(11, 8, generator: generator), output = randn(34, 8, generator: generator), slopes = randn(2, 11, generator: generator);
        long[] targets = [.. Enumerable.Range(0, 11).Select(i => (long)(i * 3))];
        (Tensor Value, Tensor Hidden, Tensor Output)[] both = [.. new[] { true, false }.Select(plain =>
        {
            Tensor h = hidden.clone().requires_grad_(true), o = output.clone().requires_grad_(true);
            Tensor value = plain ? ChosenLogProbabilities.Plain(h, o, targets, temperature, blockBytes) : ChosenLogProbabilities.Of(h, o, targets, temperature);
            (value * slopes).sum().backward();
            return (value.detach(), h.grad!, o.grad!);
        })];
        Assert.True(both[0].Value.allclose(both[1].Value, 1e-5, 1e-5));
        Assert.True(both[0].Hidden.allclose(both[1].Hidden, 1e-4, 1e-5));
        Assert.True(both[0].Output.allclose(both[1].Output, 1e-4, 1e-5));
    }

    [Fact]
    public void Grouped_attention_and_its_gradients_are_those_of_repeated_heads()
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(4);
        Tensor q = randn(2, 4, 9, 8, generator: generator).requires_grad_(true);
        Tensor k = randn(2, 2, 9, 8, generator: generator).requires_grad_(true), v = randn(2, 2, 9, 8, generator: generator).requires_grad_(true);
        Tensor repeated = nn.functional.scaled_dot_product_attention(q, k.repeat_interleave(2, 1), v.repeat_interleave(2, 1), is_casual: true);
        Tensor grouped = Aten.GroupedAttention(q, k, v);
        Assert.True(grouped.allclose(repeated, 1e-5, 1e-6));
        Tensor[] expected = [.. autograd.grad([(repeated * repeated).sum()], [q, k, v])], found = [.. autograd.grad([(grouped * grouped).sum()], [q, k, v])];
        for (int i = 0; i < 3; i++) Assert.True(found[i].allclose(expected[i], 1e-4, 1e-5));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.6)]
    [InlineData(0.0)]
    public void Tokens_are_drawn_by_the_rule_of_the_host(double temperature)
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(5);
        Tensor logits = randn([64, 301], generator: generator).Times(3);
        logits.select(1, 7).fill_(double.NegativeInfinity);
        double[] uniforms = [.. Enumerable.Range(0, 64).Select(i => i == 0 ? 0 : i == 1 ? 1 - Math.Pow(2, -53) : Pure.Data.SeedSequence.Uniform(9, i))];
        var options = new SamplingOptions(8, temperature);
        (int Token, double LogProbability)[] drawn = DeviceSampler.Draw(logits, options, uniforms);
        for (int i = 0; i < 64; i++)
        {
            int token = TokenSampler.Sample(logits[i].contiguous().data<float>().ToArray(), options, uniforms[i], out double log);
            Assert.Equal(token, drawn[i].Token);
            Assert.Equal(log, drawn[i].LogProbability, 1e-9);
        }
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void A_training_step_finds_all_its_tensors_on_the_device_of_the_weights(ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        using var model = new TinyModel(tied: false);
        using var weights = new Weights(model.Weights.All.Select(w => KeyValuePair.Create(w.Key, w.Value.to(type).to(Meta))).ToList());
        using var rotary = new RotaryTable(model.Config, model.Config.MaxPositions, weights.Device);
        using Weights leaves = weights.Leaves(_ => true);
        TokenSequence[] batch = [TokenSequence.Of(model.Ids(1, 5), model.Ids(2, 9)), TokenSequence.Of(model.Ids(3, 4), model.Ids(4, 3))];
        foreach (bool recomputes in new[] { false, true })
        {
            var decoder = new Decoder(model.Config, rotary) { RecomputesLayers = recomputes, Attention = Attend };
            Tensor logs = TokenLogProbabilities.Of(decoder, DecoderWeights.Of(model.Config, leaves), batch, temperature: 0.9);
            Assert.Equal((DeviceType.META, 12L), (logs.device_type, logs.numel()));
            logs.sum().backward();
        }

        Assert.All(leaves.All, leaf => Assert.Equal((leaf.Key, DeviceType.META, type), (leaf.Key, leaf.Value.grad!.device_type, leaf.Value.grad!.dtype)));
        using var optimizer = new AdamW(weights.All, new AdamWOptions(0.9, 0.95, 1e-8, 0));
        Assert.All(optimizer.Save(), part => Assert.Equal((part.Key, DeviceType.META, part.Key.StartsWith("master_low", StringComparison.Ordinal) ? ScalarType.Int16 : ScalarType.Float32), (part.Key, part.Value.device_type, part.Value.dtype)));
    }

    [Fact]
    public void A_decoding_step_finds_all_its_tensors_on_the_device_of_the_weights()
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        using var model = new TinyModel();
        using var weights = new Weights(model.Weights.All.Select(w => KeyValuePair.Create(w.Key, w.Value.to(Meta))).ToList());
        using var rotary = new RotaryTable(model.Config, model.Config.MaxPositions, weights.Device);
        DecoderWeights joined = DecoderWeights.Of(model.Config, weights);
        var decoder = new Decoder(model.Config, rotary) { Attention = Attend };
        using var cache = new KeyValueCache(model.Config, 2, 16, Placement.Of(joined.Embedding));
        decoder.Forward(joined, tensor(new long[] { 1, 2, 3, 4, 5, 6 }, [2, 3]), cache);
        cache.Select(tensor(new long[] { 0, 1, 1 }));
        foreach (int[] positions in new[] { new[] { 3, 3, 3 }, new[] { 3, 2, 3 } })
        {
            Tensor hidden = decoder.ForwardOne(joined, tensor(new long[] { 1, 2, 3 }), cache, new DecodePosition(positions, joined.Device));
            Assert.Equal(DeviceType.META, Decoder.Project(joined, hidden).device_type);
        }
    }

    [Fact]
    public void Adapters_and_new_heads_are_made_on_the_device()
    {
        using DisposeScope scope = NewDisposeScope();
        using var model = new TinyModel();
        Weights weights = new(model.Weights.All.Select(w => KeyValuePair.Create(w.Key, w.Value.to(Meta))).ToList());
        using Weights attached = Pure.Models.Lora.LoraAdapter.Attach(weights, new Pure.Models.Lora.LoraShape(2, 4, ["q_proj", "down_proj"]), 1);
        Assert.All(attached.All, w => Assert.Equal(DeviceType.META, w.Value.device_type));
    }

    [Fact]
    public void Own_loops_refuse_a_tensor_of_another_device()
    {
        using Tensor other = zeros([2, 3], device: Meta);
        Assert.False(Rows.CanRead(other));
        unsafe
        {
            Assert.Throws<InvalidOperationException>(() => { _ = (nint)Rows.Address(other); });
        }
    }

    [Theory]
    [InlineData("cuda", "PURE_LIBTORCH")]
    [InlineData("cuda:1", "PURE_LIBTORCH")]
    [InlineData("gpu", "names no device")]
    [InlineData("cuda:-1", "names no device")]
    public void A_device_that_is_not_there_is_refused_in_one_sentence(string device, string expected)
    {
        var e = Assert.Throws<PureException>(() => new ComputeOptions { Device = device }.Place(null));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Equal(device.StartsWith("cuda", StringComparison.Ordinal) && !device.Contains('-', StringComparison.Ordinal), !new ComputeOptions { Device = device }.Problems().Any());
    }
}
