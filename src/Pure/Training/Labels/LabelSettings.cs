using Pure.Rewards.Labels;

namespace Pure.Training.Labels;

/// <summary>Everything that the counts of a labelling run depend on. A run is never continued with other settings.</summary>
/// <param name="Policy">Model folder whose values are estimated.</param>
/// <param name="Problems">File with <c>problem</c> and <c>answer</c>.</param>
/// <param name="PromptTemplate">The prompt; <c>{problem}</c> stands for the problem's text.</param>
/// <param name="StepSeparator">Text that ends a step.</param>
/// <param name="AnswerMarker">What stands before the final answer.</param>
/// <param name="Sampling">How much is sampled.</param>
public sealed record LabelSettings(string Policy, string Problems, string PromptTemplate, string StepSeparator, string AnswerMarker, MonteCarloOptions Sampling)
{
    /// <summary>Variables of the chat template, as JSON.</summary>
    public string? ChatTemplateKwargs { get; init; }

    /// <summary>The numbers that the policy is computed with; fp32 when not set.</summary>
    public string? Dtype { get; init; }
}
