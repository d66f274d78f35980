// Math-Shepherd (arXiv 2312.08935): a language model that reads "ки" behind each step and whose logits of "+" and "-" at that token
// are the judgement of the step.
namespace Pure.Rewards.Inputs;

/// <summary>Input of a Math-Shepherd model.</summary>
public static class MathShepherdInput
{
    /// <summary>The mark behind each step.</summary>
    public const string Mark = "ки";

    /// <summary>Lays out a problem and the steps of a solution.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="steps">Text of each step; the model was trained on steps that begin with "Step 1: ".</param>
    /// <param name="mark">Id of the mark (12902 in the published model's vocabulary).</param>
    /// <param name="encode">Encodes the whole text, with the model's begin-of-sequence token if it has one.</param>
    /// <exception cref="PureException">The text itself holds the mark.</exception>
    public static RewardModelInput Of(string problem, IReadOnlyList<string> steps, int mark, Func<string, int[]> encode)
    {
        // Encoded as one text: tokenizers of this family put a blank in front of every piece.
        int[] ids = encode($"{problem} {string.Join('\n', steps.Select(step => $"{step} {Mark}"))}");
        int[] positions = [.. Enumerable.Range(0, ids.Length).Where(k => ids[k] == mark)];
        return new RewardModelInput(ids, positions).MustHave(steps.Count, "Math-Shepherd");
    }
}
