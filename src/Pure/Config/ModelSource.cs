using System.ComponentModel.DataAnnotations;

namespace Pure.Config;

/// <summary>A model to start from.</summary>
public sealed record ModelSource
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
}
