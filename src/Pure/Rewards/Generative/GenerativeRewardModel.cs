using Pure.Models;
using Pure.Rollouts;
using Pure.Text;

namespace Pure.Rewards.Generative;

/// <summary>A generative verifier as a reward model.</summary>
/// <param name="open">Opens the language model, given how work is cut.</param>
/// <param name="tokenizer">The verifier's.</param>
/// <param name="policy">The tokenizer of those who wrote the responses.</param>
/// <param name="separator">Text that ends a step of theirs.</param>
/// <param name="setup">Format, options, and how reviews become rewards.</param>
public sealed class GenerativeRewardModel(Func<ScoringOptions, ILanguageModel> open, Tokenizer tokenizer, Tokenizer policy, string separator, GenerativeSetup setup) : IRewardModel
{
    private ILanguageModel? _model;

    /// <inheritdoc/>
    public IReadOnlyList<ResponseReward> Score(IReadOnlyList<Rollout> rollouts, IReadOnlyList<Steps> steps, ScoringOptions options)
    {
        _model ??= open(options);
        var verifier = new GenerativeVerifier(_model, tokenizer, setup.Format, setup.Options);
        (string Problem, string[] Steps)[] texts = [.. rollouts.Select((rollout, i) => (policy.Decode(rollout.PromptIds, skipSpecial: true), StepTexts(rollout, steps[i])))];
        if (setup.Reads != GenerativeReads.Prefixes)
            return [.. verifier.Verify([.. texts.Select(t => (t.Problem, (IReadOnlyList<string>)t.Steps))]).Select((v, i) => setup.Reads == GenerativeReads.Chain ? FromChain(v, texts[i].Steps.Length) : FromDecision(v, texts[i].Steps.Length))];

        Verification[] all = [.. verifier.Verify([.. texts.SelectMany(t => Enumerable.Range(1, t.Steps.Length).Select(j => (t.Problem, (IReadOnlyList<string>)t.Steps[..j])))])];
        int at = 0;
        return [.. texts.Select(t => FromPrefixes(all[at..(at += t.Steps.Length)]))];
    }

    public void Dispose() => _model?.Dispose();

    private string[] StepTexts(Rollout rollout, Steps steps)
    {
        int[] ids = rollout.Finish == FinishReason.Stop ? rollout.ResponseIds[..^1] : rollout.ResponseIds;
        return [.. Enumerable.Range(0, steps.Count).Select(j =>
        {
            string text = policy.Decode(ids.AsSpan(Math.Min(steps.Start(j), ids.Length)..Math.Min(steps.End(j) + 1, ids.Length)), skipSpecial: true);
            return text.EndsWith(separator, StringComparison.Ordinal) ? text[..^separator.Length] : text;
        })];
    }

    private ResponseReward FromChain(Verification verification, int steps)
    {
        IReadOnlyList<double?> scores = verification.StepScores(steps);
        int unknown = scores.Count(s => s is null);
        return unknown > 0
            ? Missing($"no chain of {verification.Chains.Count} has a verdict on {unknown} of the {steps} steps")
            : new ResponseReward([.. scores.Select(s => (2 * s!.Value) - 1)]);
    }

    private ResponseReward FromDecision(Verification verification, int steps)
    {
        if (verification.Score is not { } score) return Missing("no chain has a decision");
        double[] rewards = new double[steps];
        rewards[^1] = (2 * score) - 1;
        return new ResponseReward(rewards);
    }

    private ResponseReward FromPrefixes(Verification[] prefixes) => prefixes.All(p => p.Score is not null)
        ? new ResponseReward([.. prefixes.Select(p => (2 * p.Score!.Value) - 1)])
        : Missing($"{prefixes.Count(p => p.Score is null)} of {prefixes.Length} prefixes have no decision");

    private ResponseReward Missing(string reason) => ResponseReward.MissingBecause(_model!.Failures is { Length: > 0 } failures ? $"{reason}; {failures}" : reason);
}
