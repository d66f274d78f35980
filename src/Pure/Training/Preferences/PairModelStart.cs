using Pure.Config;
using Pure.Data;
using Pure.Models;
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Training.Preferences;

/// <summary>The model that training on pairs starts from: a language model with a new head, or a model of the same kind as it is.</summary>
internal static class PairModelStart
{
    /// <summary>Shape and weights.</summary>
    /// <param name="config">Names the model.</param>
    /// <param name="labels">Outputs of the head.</param>
    public static (ModelConfig Config, Weights Weights) From(RewardConfig config, int labels)
    {
        ModelConfig source = ModelFolder.ReadConfig(config.Model.Path);
        ScalarType type = config.TypeOf(config.Model).Scalar();
        Weights loaded = ModelFolder.ReadWeights(config.Model.Path, source, type);
        if (source.Labels > 0)
        {
            if (source.Labels == labels && source.Head == ModelHead.SequenceClassifier) return (source, loaded);
            loaded.Dispose();
            throw new PureException($"'{config.Model.Path}' is a classifier with {source.Labels} labels (head: {source.Head}). Training on pairs can go on from a sequence classifier with {labels}; otherwise start from a language model.");
        }

        using DisposeScope scope = NewDisposeScope();
        ModelConfig shape = source with { Labels = labels, Head = ModelHead.SequenceClassifier };
        using Weights fresh = WeightInitializer.Random(shape, SeedSequence.Derive((ulong)config.Seed, "reward model"));
        var weights = new Weights(fresh.All.Select(f => KeyValuePair.Create(f.Key, (loaded.Find(f.Key) ?? f.Value).to(type, copy: true))).ToList());
        loaded.Dispose();
        return (shape, weights);
    }
}
