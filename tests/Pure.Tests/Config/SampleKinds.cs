using System.ComponentModel.DataAnnotations;
using Pure.Config;

namespace Pure.Tests.Config;

/// <summary>A config with a section of two kinds, once with a default and once optional.</summary>
internal sealed record SampleKinds
{
    public SampleReward Reward { get; init; } = new SampleStepReward { Width = 3 };

    public SampleReward? Second { get; init; }
}

internal abstract record SampleReward;

[ConfigKind("step", IsDefault = true)]
internal sealed record SampleStepReward : SampleReward
{
    [Range(1, 9)]
    public int Width { get; init; } = 2;
}

[ConfigKind("pair")]
internal sealed record SamplePairReward : SampleReward
{
    [Required]
    public string Data { get; init; } = "";

    public double Margin { get; init; } = 0.5;
}
