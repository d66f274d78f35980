using Pure.Config;
using Pure.Models;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Tensors;
using Pure.Training;
using static TorchSharp.torch;

namespace Pure.Tests.Tensors;

/// <summary>Weights of idle models leave the memory and come back as they were.</summary>
public sealed class ReleasedWeightsTests : IDisposable
{
    private readonly RewardFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Released_weights_hold_no_tensors_and_come_back_to_the_bit()
    {
        ModelConfig config = ModelFolder.ReadConfig(_folder.Path);
        using Weights weights = ModelFolder.ReadWeights(_folder.Path, config), other = ModelFolder.ReadWeights(_folder.Path, config);
        Tensor[] before = [.. weights.All.Values];
        weights.Release();
        Assert.True(weights.IsReleased);
        Assert.All(before, tensor => Assert.True(tensor.IsInvalid));
        weights.Release();

        Assert.Equal(other.All.Keys, weights.All.Keys);
        Assert.False(weights.IsReleased);
        foreach ((string name, Tensor tensor) in other.All) Assert.True(tensor.bytes.SequenceEqual(weights[name].bytes), name);
    }

    [Fact]
    public void A_reward_model_scores_the_same_after_it_was_released()
    {
        using var lanes = new Lanes(1, 1);
        using var model = ProcessRewardModel.Load(_folder.Path);
        int[] prompt = _folder.Tokenizer.Encode("a+1?1\n"), ids = [.. _folder.Tokenizer.Encode("#1\n#1"), _folder.Tokenizer.EndOfSequence];
        var rollout = new Rollout("p", 0, prompt, ids, new float[ids.Length], FinishReason.Stop, 0, 0);
        Steps[] steps = [Steps.Of(ids, _folder.Tokenizer.IdsEndingWith("\n"))];
        double[][] first = model.Score([rollout], steps, new ScoringOptions(lanes, 512));
        ((IRewardModel)model).Release();
        Assert.Equal(first, model.Score([rollout], steps, new ScoringOptions(lanes, 512)));
    }

    [Fact]
    public void Weights_that_are_trained_or_written_to_stay()
    {
        ModelConfig config = ModelFolder.ReadConfig(_folder.Path);
        using Weights trained = ModelFolder.ReadWeights(_folder.Path, config), restored = ModelFolder.ReadWeights(_folder.Path, config), made = WeightInitializer.Random(config, 1);
        using var update = new WeightUpdate(trained, _ => true, new OptimizerOptions());
        ModelFolder.ReadInto(_folder.Path, restored);
        foreach (Weights weights in (Weights[])[trained, restored, made])
        {
            weights.Release();
            Assert.False(weights.IsReleased);
        }
    }

    [Fact]
    public void Files_that_have_changed_are_not_read_again()
    {
        using Weights weights = ModelFolder.ReadWeights(_folder.Path, ModelFolder.ReadConfig(_folder.Path));
        weights.Release();
        File.SetLastWriteTimeUtc(Path.Combine(_folder.Path, "model.safetensors"), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Contains("have changed", Assert.Throws<RunFailedException>(() => weights.All).Message, StringComparison.Ordinal);
    }
}
