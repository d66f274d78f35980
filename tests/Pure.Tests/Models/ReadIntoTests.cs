using Pure.Models;
using TorchSharp;

namespace Pure.Tests.Models;

/// <summary>A checkpoint is read back into the weights of a run that goes on, one tensor and one shard at a time.</summary>
public sealed class ReadIntoTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pure-read-into").FullName;

    [Theory]
    [InlineData(ShardPlan.DefaultLimit)]
    [InlineData(20_000)]
    public void Weights_come_back_to_the_bit(long shardLimit)
    {
        using var saved = new TinyModel(seed: 3);
        using var other = new TinyModel(seed: 4);
        ModelFolder.Write(_folder, saved.Config, saved.Weights, _folder, shardLimit);
        Assert.Equal(shardLimit < 1_000_000, File.Exists(Path.Combine(_folder, ShardPlan.Index)));

        ModelFolder.ReadInto(_folder, other.Weights);

        Assert.All(saved.Weights.All, w => Assert.True(w.Value.Equals(other.Weights[w.Key]), w.Key));
    }

    [Fact]
    public void Another_models_checkpoint_is_refused()
    {
        using var saved = new TinyModel();
        using var classifier = new TinyModel(labels: 2);
        ModelFolder.Write(_folder, saved.Config, saved.Weights, _folder);
        Assert.Contains("no tensor 'score.bias'", Assert.Throws<PureException>(() => ModelFolder.ReadInto(_folder, classifier.Weights)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
