using Pure.Rewards;

namespace Pure.Evaluation.Benchmarks;

/// <summary>What the records of an evaluation depend on. Stored beside them; records made under other settings are never mixed in.</summary>
public sealed record EvaluationSettings
{
    /// <summary>The policy's folder.</summary>
    public string Policy { get; init; } = "";

    /// <summary>The reward model, if one scores.</summary>
    public string? RewardModel { get; init; }

    /// <summary>The prompt.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>Variables of the chat template, as JSON.</summary>
    public string? ChatTemplateKwargs { get; init; }

    /// <summary>Whether the most likely response is taken.</summary>
    public bool Greedy { get; init; } = true;

    /// <summary>Sampled responses of each problem.</summary>
    public int Samples { get; init; }

    public double Temperature { get; init; }

    public double TopP { get; init; } = 1;

    public int TopK { get; init; }

    /// <summary>Length limit of a response.</summary>
    public int MaxCompletionLength { get; init; }

    /// <summary>Answer profile.</summary>
    public string Profile { get; init; } = "";

    /// <summary>What stands before an answer, if the profile does not find it.</summary>
    public string? AnswerMarker { get; init; }

    /// <summary>Text that ends a step.</summary>
    public string StepSeparator { get; init; } = "";

    /// <summary>Of the PRM-weighted vote and the best of n.</summary>
    public Aggregation Aggregation { get; init; }

    /// <summary>The numbers the models are computed with.</summary>
    public string Dtype { get; init; } = "fp32";

    public ulong Seed { get; init; }
}
