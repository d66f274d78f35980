// What one response says about the health of a run. Everything that can be said without other responses is computed here, once.
using Pure.Credit;
using Pure.Rewards;
using Pure.Rewards.Signals;
using Pure.Rollouts;

namespace Pure.Training.Signals;

/// <summary>Facts about one scored response. What does not apply is <see langword="null"/>, never 0.</summary>
public sealed record ResponseFacts
{
    /// <summary>The problem it answers.</summary>
    public required string ProblemId { get; init; }

    /// <summary>Length in tokens.</summary>
    public required int Tokens { get; init; }

    /// <summary>Whether the length limit cut it.</summary>
    public required bool Truncated { get; init; }

    /// <summary>Number of steps.</summary>
    public required int Steps { get; init; }

    /// <summary>Steps without content.</summary>
    public required int EmptySteps { get; init; }

    /// <summary>Tokens of its longest step.</summary>
    public required int LongestStep { get; init; }

    /// <summary>Smallest step reward.</summary>
    public double? StepRewardMin { get; init; }

    /// <summary>Mean step reward.</summary>
    public double? StepRewardMean { get; init; }

    /// <summary>Sum of the step rewards, as the sum-form would credit them.</summary>
    public double? StepRewardSum { get; init; }

    /// <summary>Sum of the credited rewards: the process reward model's opinion of the whole response.</summary>
    public double? ProcessOutcome { get; init; }

    /// <summary>Share of the credit, in absolute terms, that lies on the worst step: 1 when one step carries all of it, 1/n when all are equally bad.</summary>
    public double? WorstStepShare { get; init; }

    /// <summary>1 right, 0 wrong, <see langword="null"/> when the problem has no answer.</summary>
    public double? Outcome { get; init; }

    /// <summary>Whether a final answer could be extracted.</summary>
    public required bool Answered { get; init; }

    /// <summary>See <see cref="RepetitionScore"/>.</summary>
    public required double Repetition { get; init; }

    /// <summary>See <see cref="ReflectionCount"/>.</summary>
    public required int Reflections { get; init; }

    /// <summary>Share of the response's words that occur in the prompt; 0 for a response without words.</summary>
    public required double PromptOverlap { get; init; }

    /// <summary>The response's text without surrounding white space, to find the same text under other problems.</summary>
    public required string Text { get; init; }

    /// <summary>Whether the process reward model and the verifier agree: a positive outcome for a right answer.</summary>
    public bool? Match => ProcessOutcome is { } process && Outcome is { } outcome ? (process > 0) == (outcome > 0) : null;

    /// <summary>Reads the facts.</summary>
    /// <param name="scored">The response and its rewards.</param>
    /// <param name="text">Its text.</param>
    /// <param name="options">The credit assignment of the run.</param>
    public static ResponseFacts Of(ScoredRollout scored, ResponseText text, CreditOptions options)
    {
        CreditInput input = CreditInput.From(scored);
        int[] steps = [.. Enumerable.Range(0, scored.Steps.Count)];
        var facts = new ResponseFacts
        {
            ProblemId = scored.Rollout.ProblemId,
            Tokens = input.Length,
            Truncated = scored.Rollout.Finish == FinishReason.Length,
            Steps = steps.Length,
            EmptySteps = steps.Count(input.IsEmpty),
            LongestStep = steps.Max(j => scored.Steps.ContentTokens(j) + 1),
            Outcome = scored.Outcome,
            Answered = text.Answered,
            Repetition = RepetitionScore.Of(text.Response),
            Reflections = ReflectionCount.Of(text.Response),
            PromptOverlap = Overlap(text.Response, text.Prompt),
            Text = text.Response.Trim(),
        };
        return scored.StepRewards.Length == 0 ? facts : facts.WithRewards(input, options);
    }

    private ResponseFacts WithRewards(CreditInput input, CreditOptions options)
    {
        double[] rewards = input.StepRewards;
        double[] credit = CreditPipeline.StepCredits(input, options);
        double carried = credit.Sum(Math.Abs);
        int[] counted = [.. Enumerable.Range(0, rewards.Length).Where(j => options.EmptySteps != Credit.EmptySteps.Neutral || !input.IsEmpty(j))];
        return this with
        {
            StepRewardMin = rewards.Min(),
            StepRewardMean = rewards.Average(),
            StepRewardSum = rewards.Sum(),
            ProcessOutcome = credit.Sum(),
            WorstStepShare = carried > 0 && counted.Length > 0 ? Math.Abs(credit[counted.MinBy(j => rewards[j])]) / carried : null,
        };
    }

    private static double Overlap(string response, string prompt)
    {
        HashSet<string> words = Words(response), asked = Words(prompt);
        return words.Count == 0 ? 0 : (double)words.Count(asked.Contains) / words.Count;
    }

    private static HashSet<string> Words(string text)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        int start = -1;
        for (int k = 0; k <= text.Length; k++)
        {
            bool inside = k < text.Length && char.IsLetterOrDigit(text[k]);
            if (inside && start < 0) start = k;
            if (inside || start < 0) continue;
            words.Add(text[start..k]);
            start = -1;
        }

        return words;
    }
}
