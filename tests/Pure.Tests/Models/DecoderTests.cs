using Pure.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tests.Models;

public sealed class DecoderTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(0, false)]
    [InlineData(2, true)]
    public void The_forward_pass_equals_the_architecture_written_out_in_loops(int labels, bool tied)
    {
        using var model = new TinyModel(labels, tied);
        int[] ids = model.Ids(3, 17);

        double[][] expected = new StraightDecoder(model.Config, model.Weights).Logits(ids);
        float[] actual = Logits(model, [ids]);

        double largest = expected.SelectMany(x => x).Zip(actual).Max(x => Math.Abs(x.First - x.Second));
        Assert.True(largest < 1e-5, $"largest difference {largest}");
    }

    [Fact]
    public void A_padded_row_of_a_batch_equals_the_row_alone()
    {
        using var model = new TinyModel();
        int[] shorter = model.Ids(1, 9), longer = model.Ids(2, 23);
        int vocabulary = model.Config.VocabularySize;

        float[] alone = Logits(model, [shorter]);
        float[] padded = Logits(model, [longer, shorter]).AsSpan(23 * vocabulary, 9 * vocabulary).ToArray();

        double largest = alone.Zip(padded).Max(x => Math.Abs(x.First - x.Second));
        Assert.True(largest < 1e-5, $"largest difference {largest}");
    }

    [Fact]
    public void Decoding_with_the_cache_equals_the_whole_forward_pass_also_when_rows_stand_at_different_positions()
    {
        using var model = new TinyModel();
        using DisposeScope scope = NewDisposeScope();
        using var quiet = no_grad();
        int[][] rows = [model.Ids(1, 20), model.Ids(2, 16)];
        int[] prompts = [8, 4];
        var weights = DecoderWeights.Of(model.Config, model.Weights);
        using var cache = new KeyValueCache(model.Config, 2, 32);
        model.Decoder.Forward(weights, PaddedBatch.Tokens([rows[0][..8], rows[1][..4]]), cache);

        for (int step = 0; step < 12; step++)
        {
            int[] at = [prompts[0] + step, prompts[1] + step];
            Tensor tokens = tensor(new long[] { rows[0][at[0]], rows[1][at[1]] });
            Tensor hidden = model.Decoder.ForwardOne(weights, tokens, cache, new DecodePosition(at));
            float[] cached = Decoder.Project(weights, hidden).data<float>().ToArray();

            for (int b = 0; b < 2; b++)
            {
                float[] whole = Logits(model, [rows[b][..(at[b] + 1)]]);
                double largest = whole[^model.Config.VocabularySize..]
                    .Zip(cached.Skip(b * model.Config.VocabularySize)).Max(x => Math.Abs(x.First - x.Second));
                Assert.True(largest < 1e-5, $"row {b}, step {step}: largest difference {largest}");
            }
        }
    }

    [Fact]
    public void No_token_sees_what_comes_after_it()
    {
        using var model = new TinyModel();
        int[] ids = model.Ids(5, 12);
        int[] changed = [.. ids[..^1], (ids[^1] + 1) % model.Config.VocabularySize];
        int kept = 11 * model.Config.VocabularySize;

        Assert.Equal(Logits(model, [ids])[..kept], Logits(model, [changed])[..kept]);
    }

    [Fact]
    public void A_forward_pass_leaves_no_tensor_behind()
    {
        using var model = new TinyModel();
        Logits(model, [model.Ids(1, 5)]);
        long before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        for (int i = 0; i < 5; i++) Logits(model, [model.Ids(1, 5)]);
        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    private static float[] Logits(TinyModel model, int[][] ids)
    {
        using DisposeScope scope = NewDisposeScope();
        using var quiet = no_grad();
        var weights = DecoderWeights.Of(model.Config, model.Weights);
        return Decoder.Project(weights, model.Decoder.Forward(weights, PaddedBatch.Tokens(ids))).data<float>().ToArray();
    }
}
