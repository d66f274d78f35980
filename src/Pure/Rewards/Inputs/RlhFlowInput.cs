// RLHFlow's process reward models (github.com/RLHFlow/RLHF-Reward-Modeling): a chat in which each step is a user turn, the first one
// behind the problem, and the assistant answers "+". The judgement is in the logits of "+" and "-" at the token that predicts the answer.
namespace Pure.Rewards.Inputs;

/// <summary>Input of an RLHFlow process reward model.</summary>
public static class RlhFlowInput
{
    /// <summary>Lays out a problem and the steps of a solution.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="steps">Text of each step.</param>
    /// <param name="good">Id of "+".</param>
    /// <param name="render">Renders turns (role, content) with the model's chat template and encodes them, without a generation prompt.</param>
    /// <exception cref="PureException">A longer chat does not begin with the ids of the shorter one, or a turn does not end in the answer.</exception>
    public static RewardModelInput Of(string problem, IReadOnlyList<string> steps, int good, Func<IReadOnlyList<(string Role, string Content)>, int[]> render)
    {
        var turns = new List<(string Role, string Content)>();
        int[] ids = [], positions = new int[steps.Count];
        for (int j = 0; j < positions.Length; j++)
        {
            turns.Add(("user", j == 0 ? $"{problem} {steps[j]}" : steps[j]));
            turns.Add(("assistant", "+"));
            int[] longer = render(turns);
            if (!longer.AsSpan().StartsWith(ids))
                throw new PureException($"The chat template changes earlier turns when step {j + 1} is added, so that the positions of steps cannot be found. Use the template of the reward model.");
            int answer = Array.LastIndexOf(longer, good);
            if (answer <= ids.Length)
                throw new PureException($"The chat of step {j + 1} holds no answer '+' (token {good}). Check the id of '+' and the chat template.");
            positions[j] = answer - 1;
            ids = longer;
        }

        return new RewardModelInput(ids, positions);
    }
}
