// What a trainer of a policy does differently when it trains low-rank adapters: what is loaded, and what the reference policy is.
using Pure.Config;
using Pure.Models;
using Pure.Models.Lora;

namespace Pure.Training;

/// <summary>A policy whose weights, or whose adapters, are trained.</summary>
internal static class PolicyAdapter
{
    /// <summary>Reads the policy of a run, with fresh adapters when it trains those.</summary>
    public static Policy Load(RunConfig run, ModelSource source, IAdapterOptions options)
    {
        var policy = Policy.Load(source.Path, run.PlaceOf(source));
        if (options.LoraR > 0) policy = policy.WithAdapter(options, source.Path, run.Seed);
        policy.Decoder.RecomputesLayers = ActivationMemory.Recomputes(policy.Config, run.Compute, run.TypeOf(source).Scalar());
        return policy;
    }

    /// <summary>The policy as it stands, never to change: a copy, or with adapters the shared weights without them.</summary>
    public static Policy Reference(Policy policy) => policy.Config.AdapterScale > 0
        ? new Policy(policy.Config with { AdapterScale = 0 }, LoraAdapter.Base(policy.Weights), policy.Tokenizer)
        : new Policy(policy.Config, policy.Weights.Clone(), policy.Tokenizer);

    /// <summary>Writes a checkpoint's model.</summary>
    public static void Write(string folder, Policy policy, IAdapterOptions options, string source) =>
        Adaptation.Write(folder, (policy.Config, policy.Weights), options, source);
}
