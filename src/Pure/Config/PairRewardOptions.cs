using System.ComponentModel.DataAnnotations;
using Pure.Data;

namespace Pure.Config;

/// <summary>What reward models have in common that are trained on preference pairs.</summary>
public abstract record PairRewardOptions : RewardOptions
{
    /// <summary>What the model reads before a response; <c>{prompt}</c> stands for the pair's prompt. PURM's own is "Question: {prompt}\nAnswer: ".</summary>
    [Required]
    public string PromptTemplate { get; init; } = "{prompt}";

    /// <summary>Phases of training, one after the other, each with its own data and optimizer.</summary>
    [MinLength(1)]
    public IReadOnlyList<PairPhase> Phases { get; init; } = [];

    /// <summary>Held-out pairs, for the figures at the end of each phase; optional.</summary>
    [PathKey]
    public string? Validation { get; init; }

    /// <summary>How the rows of the files are read.</summary>
    public DataOptions Data { get; init; } = new();
}
