// Qwen2.5-Math-PRM (arXiv 2501.07301), Qwen2ForProcessRewardModel: a chat turn in which "<extra_0>" follows each step, read by a
// two-class head at those tokens; class 1 is good. The model is causal, so nothing needs to follow the last mark.
namespace Pure.Rewards.Inputs;

/// <summary>Input of Qwen2.5-Math-PRM.</summary>
public static class QwenPrmInput
{
    /// <summary>The system text that the model was trained with.</summary>
    public const string DefaultSystem = @"Please reason step by step, and put your final answer within \boxed{}.";

    /// <summary>Lays out a problem and the steps of a solution. Special tokens are put in as ids, so that none can come from the text.</summary>
    /// <param name="problem">The problem, without a template.</param>
    /// <param name="steps">Text of each step, without separators.</param>
    /// <param name="special">Ids of the format's special tokens.</param>
    /// <param name="encode">Encodes plain text; special tokens in it must stay plain.</param>
    /// <param name="system">System text.</param>
    public static RewardModelInput Of(string problem, IReadOnlyList<string> steps, QwenPrmTokens special, Func<string, int[]> encode, string system = DefaultSystem)
    {
        List<int> ids =
        [
            special.TurnStart, .. encode($"system\n{system}"), special.TurnEnd, .. encode("\n"),
            special.TurnStart, .. encode($"user\n{problem}"), special.TurnEnd, .. encode("\n"),
            special.TurnStart,
        ];
        int[] positions = new int[steps.Count];
        for (int j = 0; j < positions.Length; j++)
        {
            ids.AddRange(encode(j == 0 ? $"assistant\n{steps[j]}" : steps[j]));  // one piece of text between special tokens is encoded as one
            positions[j] = ids.Count;
            ids.Add(special.StepEnd);
        }

        return new RewardModelInput([.. ids], positions);
    }
}
