using Pure.Models;
using Pure.Models.Inference;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tests.Models.Inference;

/// <summary>The fast pass against Decoder.Forward.</summary>
public sealed class InferencePassTests
{
    [Theory]
    [InlineData(ScalarType.Float32, 1, 1e-5)]
    [InlineData(ScalarType.Float32, 2, 1e-5)]
    [InlineData(ScalarType.BFloat16, 1, 0.1)]
    public void Hidden_states_are_those_of_the_decoder(ScalarType type, int threads, double tolerance)
    {
        using var model = new TinyModel();
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        DecoderWeights weights = Weights(model, type);
        if (!PreparedWeights.Supports(weights)) Assert.Skip("No kernels for this type on this processor.");
        IInferencePass pass = InferencePasses.Of(PreparedWeights.Of(model.Config, weights), model.Rotary, threads);
        int[][] sequences = [.. Enumerable.Range(0, 5).Select(i => model.Ids((ulong)i, 3 + (i * 11)))];
        using var segments = new Segments(model.Config, type);

        Tensor fast = pass.Run([.. sequences.Select(ids => new TokenSpan(ids, null, 0, segments.New(ids.Length), 0, [.. Enumerable.Range(0, ids.Length)]))]);

        int row = 0;
        foreach (int[] ids in sequences)
        {
            Tensor plain = model.Decoder.Forward(weights, PaddedBatch.Tokens([ids])).squeeze(0);
            double difference = (fast.narrow(0, row, ids.Length).to(ScalarType.Float32) - plain.to(ScalarType.Float32)).abs().max().item<float>();
            Assert.True(difference <= tolerance, $"{ids.Length} tokens: {difference}");
            row += ids.Length;
        }
    }

    [Fact]
    public void A_sequence_in_pieces_and_behind_a_shared_beginning_is_the_sequence_to_the_bit()
    {
        using var model = new TinyModel();
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        DecoderWeights weights = Weights(model, ScalarType.Float32);
        IInferencePass pass = InferencePasses.Of(PreparedWeights.Of(model.Config, weights), model.Rotary, 1);
        using var segments = new Segments(model.Config, ScalarType.Float32);
        int[] prompt = model.Ids(1, 37), first = model.Ids(2, 9), second = model.Ids(3, 5);

        // Both responses share the prompt, which goes through in the same pass; the first is then continued token by token.
        KeyValueSegment shared = segments.New(37), own = segments.New(9), other = segments.New(5);
        Tensor together = pass.Run([
            new TokenSpan(prompt, null, 0, shared, 0, [36]),
            new TokenSpan(first.AsMemory(0, 4), shared, 37, own, 0, [3]),
            new TokenSpan(second, shared, 37, other, 0, [4])]).narrow(0, 0, 3);
        var pieces = new List<Tensor>();
        for (int t = 4; t < 9; t++) pieces.Add(pass.Run([new TokenSpan(first.AsMemory(t, 1), shared, 37, own, t, [0])]).narrow(0, 0, 1));

        Tensor whole = pass.Run([new TokenSpan((int[])[.. prompt, .. first], null, 0, segments.New(46), 0, [36, 40, 41, 42, 43, 44, 45])]);
        Tensor wholeOther = pass.Run([new TokenSpan((int[])[.. prompt, .. second], null, 0, segments.New(42), 0, [41])]);
        Assert.True((together[0] - whole[0]).abs().max().item<float>() < 1e-5);
        Assert.True((together[1] - whole[1]).abs().max().item<float>() < 1e-5);
        Assert.True((together[2] - wholeOther[0]).abs().max().item<float>() < 1e-5);
        for (int i = 0; i < pieces.Count; i++) Assert.True((pieces[i][0] - whole[2 + i]).abs().max().item<float>() < 1e-5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(1000)]
    [InlineData(1025)]
    public void Row_counts_are_rounded_up_a_little(int count)
    {
        int rounded = RowCount.Rounded(count);
        Assert.InRange(rounded, count, count + Math.Max(7, count / 8));
        Assert.Equal(rounded, RowCount.Rounded(rounded));
    }

    private static DecoderWeights Weights(TinyModel model, ScalarType type) => DecoderWeights.Of(
        model.Config, new Pure.Tensors.Weights([.. model.Weights.All.Select(w => KeyValuePair.Create(w.Key, w.Value.to(type).clone()))]));

    private sealed class Segments(ModelConfig config, ScalarType type) : IDisposable
    {
        private readonly List<KeyValueSegment> _all = [];

        public KeyValueSegment New(int capacity)
        {
            var segment = new KeyValueSegment(config, capacity, type == ScalarType.BFloat16 ? 2 : 4, config.Layers);
            _all.Add(segment);
            return segment;
        }

        public void Dispose()
        {
            foreach (KeyValueSegment segment in _all) segment.Dispose();
        }
    }
}
