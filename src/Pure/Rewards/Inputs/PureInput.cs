// The input of PURE's own reward model (TRL's stepwise format): the prompt, and behind each step one "\n" token at which the two
// classes are read. The public branches put the "\n" in the place of the token that ends the step and thereby drop that token's
// visible text; here it is kept unless the preset asks for the original.
using Pure.Rollouts;

namespace Pure.Rewards.Inputs;

/// <summary>Input of a token classifier that is read at one mark behind each step.</summary>
public static class PureInput
{
    /// <summary>Steps with their full text, each followed by the mark. The end-of-sequence token is not text and is dropped; a response that was cut keeps its last token.</summary>
    /// <param name="prompt">Ids of the prompt.</param>
    /// <param name="rollout">The response.</param>
    /// <param name="steps">Its steps.</param>
    /// <param name="separatorText">Visible text of separators, see <see cref="SeparatorText"/>.</param>
    /// <param name="mark">Id of "\n".</param>
    public static RewardModelInput WholeSteps(ReadOnlySpan<int> prompt, Rollout rollout, Steps steps, IReadOnlyDictionary<int, int[]> separatorText, int mark)
    {
        int[] response = rollout.ResponseIds;
        Covers(response, steps);
        var ids = new List<int>(prompt.Length + response.Length + steps.Count);
        ids.AddRange(prompt);
        int[] positions = new int[steps.Count];
        for (int j = 0; j < steps.Count; j++)
        {
            int end = response[steps.End(j)];
            ids.AddRange(response.AsSpan(steps.Start(j), steps.ContentTokens(j)));
            if (separatorText.TryGetValue(end, out int[]? text))
                ids.AddRange(text);
            else if (rollout.Finish == FinishReason.Length)
                ids.Add(end);
            positions[j] = ids.Count;
            ids.Add(mark);
        }

        return new RewardModelInput([.. ids], positions);
    }

    /// <summary>The layout of branches main and verl: the token that ends a step is replaced by the mark, whatever it was; the length stays.</summary>
    /// <param name="prompt">Ids of the prompt.</param>
    /// <param name="response">Ids of the response.</param>
    /// <param name="steps">Its steps.</param>
    /// <param name="mark">Id of "\n".</param>
    public static RewardModelInput ReplacedEnds(ReadOnlySpan<int> prompt, ReadOnlySpan<int> response, Steps steps, int mark)
    {
        Covers(response, steps);
        int[] ids = [.. prompt, .. response];
        int[] positions = new int[steps.Count];
        for (int j = 0; j < positions.Length; j++)
        {
            positions[j] = prompt.Length + steps.End(j);
            ids[positions[j]] = mark;
        }

        return new RewardModelInput(ids, positions);
    }

    /// <summary>Branch main overwrites the last token of a response that was cut with the end-of-sequence token. Only for reproducing that branch: the policy never sampled it there.</summary>
    public static int[] WithForcedEnd(ReadOnlySpan<int> response, int endOfSequence)
    {
        int[] ids = response.ToArray();
        if (ids.Length > 0) ids[^1] = endOfSequence;
        return ids;
    }

    private static void Covers(ReadOnlySpan<int> response, Steps steps)
    {
        int covered = steps.Count == 0 ? 0 : steps.End(steps.Count - 1) + 1;
        if (covered != response.Length)
            throw new PureException($"The steps cover {covered} tokens, but the response has {response.Length}. Make the steps from the same token ids that the reward model reads.");
    }
}
