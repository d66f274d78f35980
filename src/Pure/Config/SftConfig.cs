using System.ComponentModel.DataAnnotations;

namespace Pure.Config;

/// <summary>Configuration of <c>pure sft</c>: imitation of demonstrations.</summary>
public sealed record SftConfig : RunConfig
{
    /// <summary>The model to train.</summary>
    [Required]
    public ModelSource Model { get; init; } = new();

    /// <summary>What to imitate, and how.</summary>
    [Required]
    public SftOptions Sft { get; init; } = new();
}
