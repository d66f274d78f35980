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
    public static (ModelConfig Config, Weights Weights) From(RewardConfig config, int labels) =>
        Adaptation.Attach(Whole(config, labels), config.Reward, config.Model.Path, config.Seed);

    private static (ModelConfig Config, Weights Weights) Whole(RewardConfig config, int labels)
    {
        ModelConfig source = ModelFolder.ReadConfig(config.Model.Path);
        Placement where = config.PlaceOf(config.Model);
        Weights loaded = ModelFolder.ReadWeights(config.Model.Path, source, where);
        if (source.Labels > 0)
        {
            if (source.Labels == labels && source.Head == ModelHead.SequenceClassifier) return (source, loaded);
            loaded.Dispose();
            throw new PureException($"'{config.Model.Path}' is a classifier with {source.Labels} labels (head: {source.Head}). Training on pairs can go on from a sequence classifier with {labels}; otherwise start from a language model.");
        }

        using DisposeScope scope = NewDisposeScope();
        ModelConfig shape = source with { Labels = labels, Head = ModelHead.SequenceClassifier };
        ulong seed = SeedSequence.Derive((ulong)config.Seed, "reward model");

        // What the language model has is taken over without a copy; only what it lacks is made.
        var weights = new Weights(WeightInitializer.Shapes(shape).Select(s => KeyValuePair.Create(s.Key, loaded.Find(s.Key)?.alias() ?? WeightInitializer.Random(shape, s, seed).to(where.Type).On(where.Device))).ToList());
        loaded.Dispose();
        return (shape, weights);
    }
}
