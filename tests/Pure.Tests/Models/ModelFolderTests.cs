using System.Text.Json.Nodes;
using Pure.Models;
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tests.Models;

public sealed class ModelFolderTests : IDisposable
{
    private readonly ChainFolder _folder = new();

    [Fact]
    public void A_folder_is_read_as_it_was_written_and_written_again_to_the_byte()
    {
        ModelConfig config = ModelFolder.ReadConfig(_folder.Path);
        using Weights weights = ModelFolder.ReadWeights(_folder.Path, config);
        string again = Directory.CreateTempSubdirectory("pure-tests").FullName;

        ModelFolder.Write(again, config, weights, _folder.Path);

        foreach (string file in Directory.GetFiles(_folder.Path).Select(f => Path.GetFileName(f)!))
            Assert.Equal(File.ReadAllBytes(Path.Combine(_folder.Path, file)), File.ReadAllBytes(Path.Combine(again, file)));
        Directory.Delete(again, recursive: true);
    }

    [Theory]
    [InlineData("model_type", "\"gpt2\"", "'model_type' is \"gpt2\", which is not supported; qwen2, qwen3, llama, mistral are")]
    [InlineData("architectures", "[\"Qwen2ForImages\"]", "'Qwen2ForImages' is not supported")]
    [InlineData("use_sliding_window", "true", "use_sliding_window")]
    [InlineData("rope_scaling", "{\"type\":\"yarn\"}", "rope_scaling")]
    [InlineData("hidden_size", "\"wide\"", "'hidden_size' is \"wide\"")]
    [InlineData("hidden_size", "null", "no field 'hidden_size'")]
    [InlineData("num_hidden_layers", "0", "must be at least 1")]
    [InlineData("num_attention_heads", "5", "do not divide")]
    public void A_config_that_cannot_be_computed_is_refused_by_name(string field, string value, string message)
    {
        string path = Path.Combine(_folder.Path, "config.json");
        JsonObject json = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        json[field] = JsonNode.Parse(value);
        File.WriteAllText(path, json.ToJsonString());

        var e = Assert.Throws<PureException>(() => ModelFolder.ReadConfig(_folder.Path));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_do_not_fit_the_config_are_named()
    {
        ModelConfig config = ModelFolder.ReadConfig(_folder.Path);

        var e = Assert.Throws<PureException>(() => ModelFolder.ReadWeights(_folder.Path, config with { Layers = 3 }));
        Assert.Contains("'model.layers.2.input_layernorm.weight' is missing", e.Message, StringComparison.Ordinal);

        e = Assert.Throws<PureException>(() => ModelFolder.ReadWeights(_folder.Path, config with { Layers = 1 }));
        Assert.Contains("is not part of this architecture", e.Message, StringComparison.Ordinal);

        e = Assert.Throws<PureException>(() => ModelFolder.ReadWeights(_folder.Path, config with { IntermediateSize = 52 }));
        Assert.Contains("has shape [32, 48] and not [32, 52]", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shards_are_read_as_one_model()
    {
        ModelConfig config = ModelFolder.ReadConfig(_folder.Path);
        using Weights whole = ModelFolder.ReadWeights(_folder.Path, config);
        string[] names = [.. whole.All.Keys];
        var map = new JsonObject();
        for (int shard = 0; shard < 2; shard++)
        {
            string file = $"model-0000{shard + 1}-of-00002.safetensors";
            var part = names.Where((_, i) => i % 2 == shard).ToDictionary(n => n, n => whole[n]);
            SafeTensors.Write(Path.Combine(_folder.Path, file), part);
            foreach (string name in part.Keys) map[name] = file;
        }

        File.Delete(Path.Combine(_folder.Path, "model.safetensors"));
        File.WriteAllText(Path.Combine(_folder.Path, "model.safetensors.index.json"), new JsonObject { ["weight_map"] = map }.ToJsonString());

        using Weights read = ModelFolder.ReadWeights(_folder.Path, config);
        foreach (string name in names) Assert.True(whole[name].bytes.SequenceEqual(read[name].bytes), name);
    }

    [Fact]
    public void Half_precision_weights_are_read_as_single()
    {
        ModelConfig config = ModelFolder.ReadConfig(_folder.Path);
        using DisposeScope scope = NewDisposeScope();
        using Weights whole = ModelFolder.ReadWeights(_folder.Path, config);
        SafeTensors.Write(Path.Combine(_folder.Path, "model.safetensors"), whole.All.ToDictionary(w => w.Key, w => w.Value.to(ScalarType.BFloat16)));

        using Weights read = ModelFolder.ReadWeights(_folder.Path, config);

        foreach ((string name, Tensor weight) in whole.All)
        {
            Assert.Equal(ScalarType.Float32, read[name].dtype);
            Assert.True((weight - read[name]).abs().max().item<float>() < 0.02f, name);
        }
    }

    public void Dispose() => _folder.Dispose();
}
