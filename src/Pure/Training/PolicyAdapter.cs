// What a trainer of a policy does differently when it trains low-rank adapters: what is loaded, what is trained, what a checkpoint
// holds, and what the reference policy is.
using Pure.Config;
using Pure.Models;
using Pure.Models.Lora;
using Pure.Tensors;

namespace Pure.Training;

/// <summary>A policy whose weights, or whose adapters, are trained.</summary>
internal static class PolicyAdapter
{
    /// <summary>Reads the policy of a run, with fresh adapters when it trains those.</summary>
    public static Policy Load(RunConfig run, ModelSource source, AdaptedOptimizerOptions options)
    {
        var policy = Policy.Load(source.Path, run.PlaceOf(source));
        if (options.LoraR > 0) policy = policy.WithAdapter(Shape(options), Data.SeedSequence.Derive((ulong)run.Seed, "adapter"));
        policy.Decoder.RecomputesLayers = ActivationMemory.Recomputes(policy.Config, run.Compute, run.TypeOf(source).Scalar());
        return policy;
    }

    /// <summary>Whether a weight is trained.</summary>
    public static Func<string, bool> Trains(AdaptedOptimizerOptions options) => options.LoraR > 0 ? LoraAdapter.IsAdapter : _ => true;

    /// <summary>The policy as it stands, never to change: a copy, or with adapters the shared weights without them.</summary>
    public static Policy Reference(Policy policy) => policy.Config.AdapterScale > 0
        ? new Policy(policy.Config with { AdapterScale = 0 }, LoraAdapter.Base(policy.Weights), policy.Tokenizer)
        : new Policy(policy.Config, policy.Weights.Clone(), policy.Tokenizer);

    /// <summary>Writes a checkpoint's model: a whole one, or the adapters in PEFT's layout. Adapters that were merged are kept in <c>trainer/</c>, to go on from.</summary>
    public static void Write(string folder, Policy policy, AdaptedOptimizerOptions options, string source)
    {
        if (options.LoraR == 0)
        {
            ModelFolder.Write(folder, policy.Config, policy.Weights, source);
            return;
        }

        string adapter = options.LoraMerge ? Directory.CreateDirectory(Path.Combine(folder, "trainer")).FullName : folder;
        LoraFolder.Write(adapter, Shape(options), policy.Weights, source);
        if (!options.LoraMerge)
        {
            ModelFolder.CopyTokenizer(source, folder);
            return;
        }

        using Weights merged = LoraAdapter.Merged(policy.Config, policy.Weights);
        ModelFolder.Write(folder, policy.Config, merged, source);
    }

    private static LoraShape Shape(AdaptedOptimizerOptions options) => new(options.LoraR, options.LoraAlpha, options.LoraTargetModules);
}
