// Hand-made alignment: a tokenizer of single words, so that every id and position can be read off.
using Pure.Rewards.Inputs;
using Pure.Rollouts;
using Xunit;

namespace Pure.Tests.Rewards.Inputs;

public sealed class RewardModelInputTests
{
    private readonly List<string> _words = [];

    [Fact]
    public void Qwen_reads_a_mark_behind_each_step()
    {
        var special = new QwenPrmTokens();
        RewardModelInput input = QwenPrmInput.Of("What is 2+2 ?", ["Add them", "It is 4", ""], special, Encode, "Reason");
        Assert.Equal(
            "S system | Reason E | S user | What is 2+2 ? E | S assistant | Add them X It is 4 X X",
            Show(input.Ids, (special.TurnStart, "S"), (special.TurnEnd, "E"), (special.StepEnd, "X")));
        Assert.All(input.Positions, at => Assert.Equal(special.StepEnd, input.Ids[at]));
        Assert.Equal([20, 24, 25], input.Positions);
    }

    [Fact]
    public void Qwen_marks_come_from_the_layout_and_never_from_the_text()
    {
        RewardModelInput input = QwenPrmInput.Of("p", ["<extra_0> a", "b"], new QwenPrmTokens(), Encode);
        Assert.Equal(2, input.Positions.Length);
        Assert.Equal(2, input.Ids.Count(id => id == 151651));
    }

    [Fact]
    public void Math_Shepherd_is_read_at_its_mark_in_the_whole_text()
    {
        int mark = Encode(MathShepherdInput.Mark)[0];
        RewardModelInput input = MathShepherdInput.Of("What is 2+2 ?", ["Step 1: Add", "Step 2: 4"], mark, Encode);
        Assert.Equal("What is 2+2 ? Step 1: Add ки | Step 2: 4 ки", Show(input.Ids));
        Assert.Equal([7, 12], input.Positions);
    }

    [Fact]
    public void Math_Shepherd_refuses_a_mark_inside_a_step()
    {
        int mark = Encode(MathShepherdInput.Mark)[0];
        var refused = Assert.Throws<PureException>(() => MathShepherdInput.Of("p", ["a ки b", "c"], mark, Encode));
        Assert.Contains("3 positions to score for 2 steps", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RlhFlow_is_read_at_the_token_that_predicts_the_answer()
    {
        int good = Encode("+")[0];
        RewardModelInput input = RlhFlowInput.Of("What is 1 + 1 ?", ["Add", "It is 2 +"], good, Render);
        Assert.Equal("B user: What is 1 + 1 ? Add . assistant: + . user: It is 2 + . assistant: + .", Show(input.Ids));
        Assert.Equal([10, 19], input.Positions);
        Assert.All(input.Positions, at => Assert.Equal((_words.IndexOf("assistant:"), good), (input.Ids[at], input.Ids[at + 1])));
    }

    [Fact]
    public void RlhFlow_refuses_a_template_that_rewrites_earlier_turns()
    {
        int good = Encode("+")[0];
        Assert.Throws<PureException>(() => RlhFlowInput.Of("p", ["a", "b"], good, turns => Encode($"{turns.Count} {string.Join(' ', turns.Select(turn => turn.Content))}")));
        Assert.Throws<PureException>(() => RlhFlowInput.Of("p", ["a"], good, _ => Encode("nothing here")));
    }

    [Fact]
    public void Trl_is_read_at_the_last_token_of_the_separator()
    {
        RewardModelInput input = TrlInput.Of("What is 2+2 ?", ["Add them", "It is 4"], Encode, "\n \n", beginOfSequence: 900);
        Assert.Equal("B What is 2+2 ? Add them | | It is 4 | |", Show(input.Ids, (900, "B")));
        Assert.Equal([8, 13], input.Positions);
        Assert.Throws<PureException>(() => TrlInput.Of("p", ["a"], Encode, separator: ""));
    }

    [Fact]
    public void Whole_steps_hold_doubled_leading_and_final_separators()
    {
        int[] response = [50, 40, 50, 50, 41, 50, 99];
        var separators = new Dictionary<int, int[]> { [50] = [] };
        Steps steps = Steps.Of(response, separators.Keys.ToHashSet());
        var rollout = new Rollout("p", 0, [], response, new float[7], FinishReason.Stop, 0, 0);
        RewardModelInput input = PureInput.WholeSteps([7, 8], rollout, steps, separators, mark: 1);
        Assert.Equal([7, 8, 1, 40, 1, 1, 41, 1, 1], input.Ids);
        Assert.Equal([2, 4, 5, 7, 8], input.Positions);
        Assert.Equal(steps.Count, input.Positions.Length);
    }

    [Fact]
    public void Steps_of_another_response_are_refused()
    {
        Steps steps = Steps.FromEnds([1, 3]);
        Assert.Throws<PureException>(() => PureInput.ReplacedEnds([7], [40, 41, 42], steps, 1));
    }

    [Fact]
    public void A_reward_is_the_difference_of_the_two_probabilities()
    {
        Assert.Equal(0, StepReward.Difference(2, 2));
        Assert.Equal(StepReward.Probability(-1, 2) - StepReward.Probability(2, -1), StepReward.Difference(-1, 2), 1e-12);
        Assert.Equal(1, StepReward.Difference(-800, 800));
        Assert.Equal(0, StepReward.Probability(800, -800));
    }

    private int[] Encode(string text) => [.. text.Replace("\n", " | ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Id)];

    private int[] Render(IReadOnlyList<(string Role, string Content)> turns) =>
        Encode($"B {string.Join(' ', turns.Select(turn => $"{turn.Role}: {turn.Content} ."))}");

    private int Id(string word)
    {
        if (!_words.Contains(word)) _words.Add(word);
        return _words.IndexOf(word);
    }

    private string Show(int[] ids, params (int Id, string Name)[] special) =>
        string.Join(' ', ids.Select(id => special.FirstOrDefault(s => s.Id == id) is { Name: { } name } ? name : _words[id]));
}
