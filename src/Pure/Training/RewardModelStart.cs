using Pure.Config;
using Pure.Data;
using Pure.Models;
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Training;

/// <summary>The model that reward training starts from: a language model with a new head and, if asked, new layers on top; or a reward model of the same kind as it is.</summary>
internal static class RewardModelStart
{
    /// <summary>Shape and weights.</summary>
    /// <param name="config">Names the model.</param>
    /// <param name="head">Where a head is read: at tokens, or once a sequence.</param>
    /// <param name="labels">Outputs of the head.</param>
    /// <param name="extraLayers">New layers.</param>
    /// <exception cref="PureException">The model is a classifier of another kind, or one that would be given new layers.</exception>
    public static (ModelConfig Config, Weights Weights) From(RewardConfig config, ModelHead head, int labels, int extraLayers) =>
        Adaptation.Attach(Whole(config, head, labels, extraLayers), config.Reward, config.Model.Path, config.Seed);

    private static (ModelConfig Config, Weights Weights) Whole(RewardConfig config, ModelHead head, int labels, int extraLayers)
    {
        ModelConfig source = ModelFolder.ReadConfig(config.Model.Path);
        Check(config.Model.Path, source, head, labels, extraLayers);
        Placement where = config.PlaceOf(config.Model);
        Weights loaded = ModelFolder.ReadWeights(config.Model.Path, source, where);
        if (source.Labels > 0) return (source, loaded);

        using DisposeScope scope = NewDisposeScope();
        ModelConfig shape = source with { Layers = source.Layers + extraLayers, Labels = labels, Head = head };
        ulong seed = SeedSequence.Derive((ulong)config.Seed, "reward model");

        // What the language model has is taken over without a copy; only what it lacks is made.
        var weights = new Weights(WeightInitializer.Shapes(shape).Select(s => KeyValuePair.Create(s.Key, loaded.Find(s.Key)?.alias() ?? WeightInitializer.Random(shape, s, seed).to(where.Type).On(where.Device))).ToList());
        loaded.Dispose();
        return (shape, weights);
    }

    private static void Check(string path, ModelConfig source, ModelHead head, int labels, int extraLayers)
    {
        if (source.Labels == 0) return;
        bool tokens = head == ModelHead.TokenClassifier;
        bool same = source.Labels == labels && (tokens || source.Head == head);
        if (!same || extraLayers > 0)
            throw new PureException($"'{path}' is a classifier with {source.Labels} labels (head: {source.Head}). Training can go on from a {(tokens ? "token" : "sequence")} classifier with {labels} and reward.extra_layers = 0; otherwise start from a language model.");
    }
}
