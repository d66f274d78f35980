// TRL's PRMTrainer (token classification; also how PURE's own reward model was trained): the ids of the prompt, then for each step
// its own ids and those of the separator. The label, and so the score, is at the last token of the separator; class 1 is good.
namespace Pure.Rewards.Inputs;

/// <summary>Input of a reward model trained with TRL.</summary>
public static class TrlInput
{
    /// <summary>Lays out a prompt and the steps of a completion. Each piece is encoded alone, as the trainer does.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="steps">Text of each step, without separators.</param>
    /// <param name="encode">Encodes text without special tokens.</param>
    /// <param name="separator">Text behind each step.</param>
    /// <param name="beginOfSequence">Id put first, for tokenizers that have one.</param>
    /// <exception cref="PureException">The separator is no token at all.</exception>
    public static RewardModelInput Of(string prompt, IReadOnlyList<string> steps, Func<string, int[]> encode, string separator = "\n", int? beginOfSequence = null)
    {
        int[] mark = encode(separator);
        if (mark.Length == 0) throw new PureException("The step separator is an empty text, so that there is no token to score a step at. Set it to the one the reward model was trained with.");
        List<int> ids = beginOfSequence is { } begin ? [begin] : [];
        ids.AddRange(encode(prompt));
        int[] positions = new int[steps.Count];
        for (int j = 0; j < positions.Length; j++)
        {
            ids.AddRange(encode(steps[j]));
            ids.AddRange(mark);
            positions[j] = ids.Count - 1;
        }

        return new RewardModelInput([.. ids], positions);
    }
}
