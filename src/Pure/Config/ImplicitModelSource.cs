using System.ComponentModel.DataAnnotations;
using Pure.Rewards.Implicit;

namespace Pure.Config;

/// <summary>An implicit process reward model: rewards are log-ratios of two language models.</summary>
[ConfigKind("implicit")]
public sealed record ImplicitModelSource : RewardModelSource
{
    /// <summary>Folder in Hugging Face layout.</summary>
    [Required]
    [PathKey]
    public string Path { get; init; } = "";

    /// <summary>With a folder of adapters: the folder of their base model, where it is not the one that the adapters name.</summary>
    [PathKey]
    public string? Base { get; init; }

    /// <summary>The model that it was trained from. Without it the log-probability alone is the reward, which needs a strong reference to have been any good.</summary>
    [PathKey]
    public string? Reference { get; init; }

    /// <summary>How token rewards become the reward of a step.</summary>
    public ImplicitReading Reading { get; init; } = ImplicitReading.Single;

    /// <summary>Multiplies the log-ratio; the beta of its training when not set.</summary>
    [Range(0.0, 1e3, MinimumIsExclusive = true)]
    public double? Coefficient { get; init; }

    /// <summary>Whether a step's reward r becomes tanh(r/2) = 2 sigma(r) - 1, which lies in (-1, 1) as rewards of other process reward models do, so that credit.credit_temperature means the same. It keeps the order of steps.</summary>
    public bool Bounded { get; init; } = true;

    /// <summary>The numbers it is computed with; <c>compute.dtype</c> when not set.</summary>
    public ComputeType? Dtype { get; init; }
}
