using System.ComponentModel.DataAnnotations;

namespace Pure.Config;

/// <summary>A model to start from.</summary>
public sealed record ModelSource
{
    /// <summary>Folder in Hugging Face layout.</summary>
    [Required]
    [PathKey]
    public string Path { get; init; } = "";
}
