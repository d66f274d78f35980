namespace Pure.Rollouts;

/// <summary>
/// One sampled response, with the token ids exactly as the policy produced them. Nothing downstream re-tokenises the text:
/// the reward model, the credit and the loss all index into <see cref="ResponseIds"/>.
/// </summary>
/// <param name="ProblemId">The problem that was asked; rollouts of one problem in one step form a group.</param>
/// <param name="Sample">Index of this response within its group, from 0.</param>
/// <param name="PromptIds">Token ids of the prompt.</param>
/// <param name="ResponseIds">Token ids of the response, the end-of-sequence token included when there is one.</param>
/// <param name="LogProbabilities">Natural log-probability of each response token under the sampling temperature, same length as <paramref name="ResponseIds"/>.</param>
/// <param name="Finish">Why sampling ended.</param>
/// <param name="PolicyVersion">Number of optimizer updates the sampling weights had seen.</param>
/// <param name="Seed">Seed of this response's own generator: replays it alone, whatever the batch.</param>
public sealed record Rollout(
    string ProblemId,
    int Sample,
    int[] PromptIds,
    int[] ResponseIds,
    float[] LogProbabilities,
    FinishReason Finish,
    int PolicyVersion,
    ulong Seed);
