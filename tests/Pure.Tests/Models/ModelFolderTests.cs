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
