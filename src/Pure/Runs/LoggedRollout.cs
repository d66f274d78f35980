using Pure.Credit;
using Pure.Rewards;

namespace Pure.Runs;

/// <summary>
/// A rollout with everything that was decided about it, as <see cref="RolloutStore"/> keeps it: enough to follow an advantage back to the
/// step that caused it, without model or tokenizer.
/// </summary>
/// <param name="Step">The training step it was sampled in.</param>
/// <param name="Scored">Rollout, steps and rewards.</param>
/// <param name="Credit">What each response token was credited with; <see langword="null"/> when no credit was assigned.</param>
/// <param name="PromptText">The prompt, for people.</param>
/// <param name="ResponseText">The response, for people.</param>
/// <param name="StepTexts">Text of each step; as many as there are steps.</param>
public sealed record LoggedRollout(int Step, ScoredRollout Scored, TokenCredit? Credit, string PromptText, string ResponseText, IReadOnlyList<string> StepTexts);
