using Pure.Models;
using Pure.Tensors;
using Pure.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tests.Training;

public sealed class RecomputationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradients_are_the_same_to_the_bit_and_nothing_is_left_behind(bool half)
    {
        using var model = new TinyModel();
        using Weights weights = half ? new Weights(model.Weights.All.Select(w => KeyValuePair.Create(w.Key, w.Value.to(ScalarType.BFloat16))).ToList()) : model.Weights.Clone();
        using var lanes = new Lanes(1, 1);
        TokenSequence[] batch = [.. Enumerable.Range(0, 6).Select(i => new TokenSequence(model.Ids((ulong)i, 8 + i), 4))];

        using Gradients kept = Of(model, weights, batch, lanes);
        model.Decoder.RecomputesLayers = true;
        using Gradients recomputed = Of(model, weights, batch, lanes);

        Assert.Equal(kept.Loss, recomputed.Loss);
        foreach ((string name, Tensor expected) in kept.All) Assert.True(expected.bytes.SequenceEqual(recomputed.All[name].bytes), name);
        long before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        for (int i = 0; i < 3; i++) Of(model, weights, batch, lanes).Dispose();
        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_frozen_trunk_gets_no_gradients_and_no_graph()
    {
        using var model = new TinyModel(labels: 2);
        using var lanes = new Lanes(1, 1);
        using Gradients head = Gradients.Of(model.Weights, name => name.StartsWith("score.", StringComparison.Ordinal), lanes, [0], (leaves, _) =>
        {
            var joined = DecoderWeights.Of(model.Config, leaves);
            Tensor hidden = model.Decoder.Forward(joined, PaddedBatch.Tokens([model.Ids(1, 9)]));
            Assert.False(hidden.requires_grad);
            return Decoder.Project(joined, hidden).sum();
        });
        Assert.Equal(["score.bias", "score.weight"], head.All.Keys);
    }

    private static Gradients Of(TinyModel model, Weights weights, TokenSequence[] batch, Lanes lanes)
    {
        List<int[]> parts = MicroBatches.ByTokens([.. batch.Select(s => s.Ids.Length)], 30);
        return Gradients.Of(weights, _ => true, lanes, parts, (leaves, part) =>
            TokenLogProbabilities.Of(model.Decoder, model.Decoder.Join(leaves), [.. part.Select(i => batch[i])], 1).sum());
    }
}
