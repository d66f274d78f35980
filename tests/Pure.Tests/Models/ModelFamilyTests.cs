using Pure.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tests.Models;

/// <summary>Every family and head against the same architecture in fp64 loops, whole and with the cache.</summary>
public sealed class ModelFamilyTests
{
    private static readonly Dictionary<string, ModelConfig> Shapes = new(StringComparer.Ordinal)
    {
        ["qwen2"] = TinyModel.Shape with { Family = ModelFamily.Qwen2 },
        ["qwen3"] = TinyModel.Shape with { Family = ModelFamily.Qwen3, HeadSize = 12 },
        ["llama"] = TinyModel.Shape with { Family = ModelFamily.Llama, TieWordEmbeddings = true },
        ["mistral"] = TinyModel.Shape with { Family = ModelFamily.Mistral, KeyValueHeads = 4 },
        ["biases"] = TinyModel.Shape with { Family = ModelFamily.Llama, AttentionBias = true },
        ["qwen3 with biases"] = TinyModel.Shape with { Family = ModelFamily.Qwen3, HeadSize = 16, AttentionBias = true },
        ["linear"] = TinyModel.Shape with { RopeScaling = new LinearRopeScaling(4) },
        ["llama3"] = TinyModel.Shape with { Family = ModelFamily.Llama, HeadSize = 16, RopeTheta = 1000, RopeScaling = new Llama3RopeScaling(8, 1, 4, 32) },
        ["yarn"] = TinyModel.Shape with { HeadSize = 16, RopeTheta = 1000, RopeScaling = new YarnRopeScaling(4, 512) },
        ["token classifier"] = TinyModel.Shape with { Labels = 2 },
        ["value"] = TinyModel.Shape with { Family = ModelFamily.Llama, Labels = 1 },
        ["sequence classifier"] = TinyModel.Shape with { Family = ModelFamily.Mistral, Labels = 3, Head = ModelHead.SequenceClassifier },
        ["process reward model"] = TinyModel.Shape with { Labels = 2, Head = ModelHead.TwoLayerClassifier },
    };

    public static TheoryData<string> All => [.. Shapes.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void The_forward_pass_equals_the_architecture_in_loops_and_so_does_decoding_with_the_cache(string name)
    {
        using var model = new TinyModel(Shapes[name]);
        int[] ids = model.Ids(3, 23);
        double[][] expected = new StraightDecoder(model.Config, model.Weights).Logits(ids);

        AssertClose(expected, Whole(model, ids));
        AssertClose(expected[8..], Cached(model, ids, prompt: 8));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_folder_read_back_gives_the_same_logits_to_the_bit(string name)
    {
        using var model = new TinyModel(Shapes[name]);
        string folder = Directory.CreateTempSubdirectory("pure-tests").FullName;
        ModelFolder.Write(folder, model.Config, model.Weights, folder, shardLimit: 20_000);

        ModelConfig config = ModelFolder.ReadConfig(folder);
        using var read = new LoadedModel(config, ModelFolder.ReadWeights(folder, config));
        Directory.Delete(folder, recursive: true);

        int[] ids = model.Ids(4, 11);
        Assert.Equal(Whole(model.Decoder, model.Weights, ids), Whole(read.Decoder, read.Weights, ids));
    }

    private static void AssertClose(double[][] expected, float[] actual)
    {
        double largest = expected.SelectMany(x => x).Zip(actual).Max(x => Math.Abs(x.First - x.Second));
        Assert.Equal(expected.Sum(x => x.Length), actual.Length);
        Assert.True(largest < 1e-5, $"largest difference {largest}");
    }

    private static float[] Whole(TinyModel model, int[] ids) => Whole(model.Decoder, model.Weights, ids);

    private static float[] Whole(Decoder decoder, Pure.Tensors.Weights weights, int[] ids)
    {
        using DisposeScope scope = NewDisposeScope();
        using var quiet = no_grad();
        var joined = DecoderWeights.Of(decoder.Config, weights);
        return Decoder.Project(joined, decoder.Forward(joined, PaddedBatch.Tokens([ids]))).data<float>().ToArray();
    }

    private static float[] Cached(TinyModel model, int[] ids, int prompt)
    {
        using DisposeScope scope = NewDisposeScope();
        using var quiet = no_grad();
        var joined = DecoderWeights.Of(model.Config, model.Weights);
        using var cache = new KeyValueCache(model.Config, 1, ids.Length);
        model.Decoder.Forward(joined, PaddedBatch.Tokens([ids[..prompt]]), cache);
        var logits = new List<float>();
        for (int t = prompt; t < ids.Length; t++)
        {
            Tensor hidden = model.Decoder.ForwardOne(joined, tensor(new long[] { ids[t] }), cache, new DecodePosition([t]));
            logits.AddRange(Decoder.Project(joined, hidden).data<float>().ToArray());
        }

        return [.. logits];
    }

    private sealed class LoadedModel : IDisposable
    {
        private readonly RotaryTable _rotary;

        public LoadedModel(ModelConfig config, Pure.Tensors.Weights weights)
        {
            Weights = weights;
            _rotary = new RotaryTable(config, config.MaxPositions);
            Decoder = new Decoder(config, _rotary);
        }

        public Pure.Tensors.Weights Weights { get; }

        public Decoder Decoder { get; }

        public void Dispose()
        {
            Weights.Dispose();
            _rotary.Dispose();
        }
    }
}
