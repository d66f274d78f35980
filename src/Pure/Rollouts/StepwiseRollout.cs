// A solution that is given as a list of steps, as tokens: every step's text, then the separator, at the end the end of the sequence. The
// list decides where steps end: a separator inside the text of a step does not make two of it.
using Pure.Text;

namespace Pure.Rollouts;

/// <summary>Written solutions as rollouts, for reward models.</summary>
public static class StepwiseRollout
{
    /// <summary>Makes the rollout and its steps.</summary>
    /// <param name="id">Names the solution in messages.</param>
    /// <param name="prompt">Token ids of the problem.</param>
    /// <param name="steps">Texts of the steps, without what ends them.</param>
    /// <param name="tokenizer">Encodes the texts.</param>
    /// <param name="separator">Text that ends a step; it needs at least one token.</param>
    /// <param name="finished">Whether the last step ends the solution.</param>
    /// <exception cref="PureException">There is no step, or the separator has no tokens.</exception>
    public static (Rollout Rollout, Steps Steps) Of(string id, int[] prompt, IReadOnlyList<string> steps, Tokenizer tokenizer, string separator, bool finished = true)
    {
        if (steps.Count == 0) throw new PureException($"The solution '{id}' has no steps. Leave it out.");
        int[] mark = tokenizer.Encode(separator);
        if (mark.Length == 0) throw new PureException("The step separator is an empty text. Give the one that the reward model was trained with.");
        var ids = new List<int>();
        int[] ends = new int[steps.Count];
        for (int j = 0; j < ends.Length; j++)
        {
            ids.AddRange(tokenizer.Encode(steps[j]));
            if (finished && j == ends.Length - 1) ids.Add(tokenizer.EndOfSequence);
            else ids.AddRange(mark);
            ends[j] = ids.Count - 1;
        }

        var rollout = new Rollout(id, 0, prompt, [.. ids], new float[ids.Count], finished ? FinishReason.Stop : FinishReason.Pause, 0, 0);
        return (rollout, Steps.FromEnds(ends, endsOnSeparator: !finished));
    }
}
