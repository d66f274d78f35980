using System.ComponentModel.DataAnnotations;
using Pure.Rewards.Preference;

namespace Pure.Config;

/// <summary>A preference reward model as <c>pure reward</c> wrote it.</summary>
[ConfigKind("preference")]
public sealed record PreferenceModelSource : RewardModelSource
{
    /// <summary>Folder in Hugging Face layout.</summary>
    [Required]
    [PathKey]
    public string Path { get; init; } = "";

    /// <summary>With a folder of adapters: the folder of their base model, where it is not the one that the adapters name.</summary>
    [PathKey]
    public string? Base { get; init; }

    /// <summary>The numbers it is computed with; <c>compute.dtype</c> when not set.</summary>
    public ComputeType? Dtype { get; init; }

    /// <summary>Where the reward of a response stands. With 'response' use the credit form 'sum': a soft minimum over steps that are 0 by convention means nothing.</summary>
    public ResponsePlacement Placement { get; init; } = ResponsePlacement.Response;
}
