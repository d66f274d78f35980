using System.ComponentModel.DataAnnotations;

namespace Pure.Config;

/// <summary>Section <c>reward</c>: how a reward model is trained. Each kind of reward model has its own record.</summary>
public abstract record RewardOptions : IAdapterOptions
{
    /// <summary>Rank of the adapters (LoRA, arXiv 2106.09685); 0 trains the weights themselves. A head is trained whole in either case.</summary>
    [Range(0, 4096)]
    public int LoraR { get; init; }

    /// <summary>The adapters' product is scaled by lora_alpha / lora_r.</summary>
    [Range(1e-6, 1e6)]
    public double LoraAlpha { get; init; } = 16;

    /// <summary>Matrices that get an adapter, in every layer.</summary>
    [MinLength(1)]
    public IReadOnlyList<string> LoraTargetModules { get; init; } = IAdapterOptions.AllMatrices;

    /// <summary>What a checkpoint holds: true for a model with the adapters merged into its weights, which loads like any other; false for adapters and head alone in PEFT's layout.</summary>
    public bool LoraMerge { get; init; } = true;
}
