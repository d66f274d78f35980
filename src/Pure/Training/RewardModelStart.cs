using Pure.Config;
using Pure.Models;
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Training;

/// <summary>The model that reward training starts from: a language model with a new head and, if asked, new layers on top; or a reward model as it is.</summary>
internal static class RewardModelStart
{
    /// <summary>Shape and weights.</summary>
    public static (ModelConfig Config, Weights Weights) From(RewardConfig config, ProcessRewardOptions reward) =>
        Adaptation.Attach(Whole(config, reward), reward, config.Model.Path, config.Seed);

    private static (ModelConfig Config, Weights Weights) Whole(RewardConfig config, ProcessRewardOptions reward)
    {
        ModelConfig source = ModelFolder.ReadConfig(config.Model.Path);
        Placement where = config.PlaceOf(config.Model);
        Weights loaded = ModelFolder.ReadWeights(config.Model.Path, source, where);
        if (source.Labels > 0)
        {
            if (source.Labels == 2 && reward.ExtraLayers == 0) return (source, loaded);
            loaded.Dispose();
            throw new PureException($"'{config.Model.Path}' is a classifier with {source.Labels} labels. Training can go on from one with 2 labels and reward.extra_layers = 0; otherwise start from a language model.");
        }

        using DisposeScope scope = NewDisposeScope();
        ModelConfig shape = source with { Layers = source.Layers + reward.ExtraLayers, Labels = 2 };
        ulong seed = Data.SeedSequence.Derive((ulong)config.Seed, "reward model");

        // What the language model has is taken over without a copy; only what it lacks is made.
        var weights = new Weights(WeightInitializer.Shapes(shape).Select(s => KeyValuePair.Create(s.Key, loaded.Find(s.Key)?.alias() ?? WeightInitializer.Random(shape, s, seed).to(where.Type).On(where.Device))).ToList());
        loaded.Dispose();
        return (shape, weights);
    }
}
