using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Pure.Models;
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tests.Models;

public sealed class ShardTests : IDisposable
{
    private readonly TinyModel _model = new(TinyModel.Shape with { Family = ModelFamily.Llama });
    private readonly string _folder = Directory.CreateTempSubdirectory("pure-tests").FullName;

    private string Index => Path.Combine(_folder, ShardPlan.Index);

    public void Dispose()
    {
        _model.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_new_file_begins_where_the_next_tensor_would_pass_the_limit()
    {
        TensorSpec[] specs = [Of("a", 10), Of("b", 15), Of("c", 1), Of("d", 40), Of("e", 1)];

        IEnumerable<string> files = ShardPlan.Of(specs, limit: 26 * 4).Files.Select(f => $"{f.Key}: {string.Join(' ', f.Value.Select(t => t.Name))}");

        Assert.Equal(["model-00001-of-00003.safetensors: a b c", "model-00002-of-00003.safetensors: d", "model-00003-of-00003.safetensors: e"], files);
        Assert.Equal("model.safetensors", Assert.Single(ShardPlan.Of(specs, limit: 67 * 4).Files).Key);
    }

    [Fact]
    public void Shards_are_read_as_one_model_to_the_bit_and_stay_within_the_limit()
    {
        Write();
        string[] files = Directory.GetFiles(_folder, "*.safetensors");
        Assert.True(files.Length > 2);
        Assert.All(files, file => Assert.True(new FileInfo(file).Length < 10_000 + 4096));
        JsonNode index = JsonNode.Parse(File.ReadAllText(Index))!;
        Assert.Equal(_model.Weights.Parameters * 4, index["metadata"]!["total_size"]!.GetValue<long>());

        using Weights read = ModelFolder.ReadWeights(_folder, _model.Config);
        Assert.Equal(_model.Weights.All.Keys, read.All.Keys);
        foreach ((string name, Tensor weight) in _model.Weights.All) Assert.True(weight.bytes.SequenceEqual(read[name].bytes), name);
    }

    [Theory]
    [InlineData(ScalarType.BFloat16, ScalarType.BFloat16)]
    [InlineData(ScalarType.BFloat16, ScalarType.Float32)]
    [InlineData(ScalarType.Float32, ScalarType.BFloat16)]
    [InlineData(ScalarType.Float16, ScalarType.Float32)]
    public void Files_of_one_type_are_read_into_another(ScalarType written, ScalarType wanted)
    {
        using DisposeScope scope = NewDisposeScope();
        using var cast = new Weights([.. _model.Weights.All.Select(w => KeyValuePair.Create(w.Key, w.Value.to(written, copy: true)))]);
        ModelFolder.Write(_folder, _model.Config, cast, _folder);
        Assert.Equal(written.ToString().ToLowerInvariant(), JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "config.json")))!["torch_dtype"]!.GetValue<string>());

        using Weights read = ModelFolder.ReadWeights(_folder, _model.Config, wanted);

        foreach ((string name, Tensor weight) in cast.All)
        {
            Assert.Equal(wanted, read[name].dtype);
            Assert.True(weight.to(wanted).Equals(read[name]), name);
        }
    }

    [Fact]
    public void Reading_leaves_no_tensor_behind_also_when_it_fails()
    {
        Write();
        ModelFolder.ReadWeights(_folder, _model.Config).Dispose();
        long before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        ModelFolder.ReadWeights(_folder, _model.Config).Dispose();
        Assert.Throws<PureException>(() => ModelFolder.ReadWeights(_folder, _model.Config with { Layers = 3 }));
        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_missing_shard_is_named()
    {
        Write();
        string shard = Directory.GetFiles(_folder, "*.safetensors").Order(StringComparer.Ordinal).Last();
        File.Delete(shard);
        Refused($"'{shard}' does not exist");
    }

    [Fact]
    public void A_shard_without_a_tensor_that_the_index_puts_there_is_named()
    {
        Write();
        JsonNode index = JsonNode.Parse(File.ReadAllText(Index))!;
        index["weight_map"]!["model.layers.9.self_attn.q_proj.weight"] = index["weight_map"]!["model.norm.weight"]!.GetValue<string>();
        File.WriteAllText(Index, index.ToJsonString());
        Refused("'model.layers.9.self_attn.q_proj.weight' is missing in");
    }

    [Fact]
    public void A_tensor_in_two_files_is_named()
    {
        Write();
        string[] shards = [.. Directory.GetFiles(_folder, "*.safetensors").Order(StringComparer.Ordinal)];
        File.Copy(shards[0], Path.Combine(_folder, "more.safetensors"));
        JsonNode index = JsonNode.Parse(File.ReadAllText(Index))!;
        index["weight_map"]!["model.embed_tokens.weight"] = "more.safetensors";
        File.WriteAllText(Index, index.ToJsonString());
        Refused("is in two files");
    }

    [Theory]
    [InlineData("{}", "no object 'weight_map'")]
    [InlineData("{\"weight_map\": [1]}", "no object 'weight_map'")]
    [InlineData("{\"weight_map\": {\"x\": 7}}", "'x' is not in a file of this folder")]
    [InlineData("{\"weight_map\": {\"x\": \"../../etc/passwd\"}}", "'x' is not in a file of this folder")]
    [InlineData("{\"weight_map\": {\"x\": \"\"}}", "'x' is not in a file of this folder")]
    [InlineData("nonsense", "is not valid JSON")]
    public void An_index_that_is_not_sound_is_refused(string text, string message)
    {
        Write();
        File.WriteAllText(Index, text);
        Refused(message);
    }

    [Fact]
    public void No_index_whatever_makes_more_than_a_sentence()
    {
        Write();
        byte[] whole = File.ReadAllBytes(Index);
        string[] values = ["null", "7", "\"\"", "\"..\"", "\".\"", "\"/\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"config.json\"", "[]", "{}", "{\"\\ud800\": 1}"];
        string[] names = [.. JsonNode.Parse(whole)!["weight_map"]!.AsObject().Select(entry => entry.Value!.ToJsonString()), "{", "\"weight_map\"", "\"metadata\""];
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte.Array[0, 4], Gen.Int[0, names.Length - 1], Gen.Int[0, values.Length - 1], Gen.Bool).Sample((at, bytes, name, value, cut) =>
        {
            byte[] damaged = cut ? [.. whole[..at], .. bytes, .. whole[Math.Min(whole.Length, at + bytes.Length)..]] : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(whole).Replace(names[name], values[value], StringComparison.Ordinal));
            File.WriteAllBytes(Index, damaged);
            try
            {
                ModelFolder.CheckWeights(_folder, _model.Config);
            }
            catch (PureException)
            {
                // Any other exception fails the test.
            }
        }, iter: 1000, threads: 1);
    }

    [Fact]
    public void Random_weights_are_the_same_in_a_folder_and_in_memory()
    {
        ModelFolder.WriteRandom(_folder, _model.Config, seed: 5, ScalarType.Float32, shardLimit: 10_000);
        using Weights memory = WeightInitializer.Random(_model.Config, 5), read = ModelFolder.ReadWeights(_folder, _model.Config);
        foreach ((string name, Tensor weight) in memory.All) Assert.True(weight.bytes.SequenceEqual(read[name].bytes), name);
    }

    private static TensorSpec Of(string name, long size) => new(name, ScalarType.Float32, [size]);

    private void Write() => ModelFolder.Write(_folder, _model.Config, _model.Weights, _folder, shardLimit: 10_000);

    private void Refused(string message)
    {
        var e = Assert.Throws<PureException>(() => ModelFolder.ReadWeights(_folder, _model.Config));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }
}
