// What training does differently when it trains low-rank adapters, of whatever model: what is trained, and what a checkpoint holds. The
// head of a reward model is new, so it is trained whole beside the adapters and saved with them.
using Pure.Config;
using Pure.Models;
using Pure.Models.Lora;
using Pure.Tensors;
using Pure.Text;

namespace Pure.Training;

/// <summary>A model whose weights, or whose adapters, are trained.</summary>
internal static class Adaptation
{
    /// <summary>The model with fresh adapters that change nothing yet, when a run trains those.</summary>
    /// <param name="model">Shape and weights; the weights are taken over.</param>
    /// <param name="options">Of the section that trains.</param>
    /// <param name="source">Folder of the model.</param>
    /// <param name="seed">Of the run.</param>
    /// <exception cref="PureException">A target fits no matrix, or adapters alone would stand on adapters.</exception>
    public static (ModelConfig Config, Weights Weights) Attach((ModelConfig Config, Weights Weights) model, IAdapterOptions options, string source, int seed)
    {
        if (options.LoraR == 0) return model;
        if (!options.LoraMerge && AdapterBase.IsAdapter(source))
            throw new PureException($"lora_merge is false, and '{source}' itself holds adapters: the new ones would stand on them, which PEFT does not load. Set lora_merge to true.");
        LoraShape shape = Shape(options);
        return (model.Config with { AdapterScale = shape.Scale }, LoraAdapter.Attach(model.Weights, shape, Data.SeedSequence.Derive((ulong)seed, "adapter")));
    }

    /// <summary>Whether a weight is trained.</summary>
    public static Func<string, bool> Trains(IAdapterOptions options, TrainedPart part = TrainedPart.All) =>
        part == TrainedPart.Head ? LoraAdapter.IsHead
        : options.LoraR > 0 ? name => LoraAdapter.IsAdapter(name) || LoraAdapter.IsHead(name)
        : _ => true;

    /// <summary>Writes a checkpoint's model: a whole one, or the adapters in PEFT's layout. Adapters that were merged are kept in <c>trainer/</c>, to go on from.</summary>
    public static void Write(string folder, (ModelConfig Config, Weights Weights) model, IAdapterOptions options, string source)
    {
        if (options.LoraR == 0)
        {
            ModelFolder.Write(folder, model.Config, model.Weights, source);
            return;
        }

        string adapter = options.LoraMerge ? Directory.CreateDirectory(Path.Combine(folder, "trainer")).FullName : folder;
        LoraFolder.Write(adapter, Shape(options), model.Weights, source, model.Config.Head);
        if (!options.LoraMerge)
        {
            ModelFolder.WriteConfig(folder, model.Config, model.Weights["model.embed_tokens.weight"].dtype);
            ModelFolder.CopyTokenizer(source, folder);
            return;
        }

        using Weights merged = LoraAdapter.Merged(model.Config, model.Weights);
        ModelFolder.Write(folder, model.Config, merged, source);
    }

    private static LoraShape Shape(IAdapterOptions options) => new(options.LoraR, options.LoraAlpha, options.LoraTargetModules);
}
