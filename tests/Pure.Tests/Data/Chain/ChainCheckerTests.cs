using CsCheck;
using Pure.Data.Chain;
using Pure.Rollouts;
using Xunit;
using static Pure.Data.Chain.ChainStepError;

namespace Pure.Tests.Data.Chain;

public sealed class ChainCheckerTests
{
    // 5 - 4 = 1, 1 + 2 = 3, 3 * 3 = 2 (mod 7)
    private static readonly ChainProblem Problem = ChainProblem.Parse("a-4b+2c*3?5\n", 7);

    private static readonly string[] Lines = ["a-4=1", "b+2=3", "c*3=2", "#2", "s1", "", "=", "\r"];

    public static TheoryData<string, ChainStepError[], bool> Finished => new()
    {
        { "a-4=1\nb+2=3\nc*3=2\n#2", [None, None, None, None], true },
        { "s5\ns5\na-4=1\ns1\nb+2=3\nc*3=2\ns2\n#2", [None, None, None, None, None, None, None, None], true },
        // A wrong result is one error: checking goes on from the value that was stated.
        { "a-4=2\nb+2=4\nc*3=5\n#5", [WrongResult, None, None, None], false },
        // Two slips that cancel: the steps are wrong, the answer passes.
        { "a-4=2\nb+2=3\nc*3=2\n#2", [WrongResult, WrongResult, None, None], true },
        { "a-3=2\nb+2=4\nc*3=5\n#5", [WrongOperand, None, None, None], false },
        { "a+4=2\nb+2=4\nc*3=5\n#5", [WrongOperation, None, None, None], false },
        // A skip is one error; the operation behind the stated one is due next, and the answer is judged from there.
        { "a-4=1\nc*3=3\n#3", [None, WrongLabel, None], false },
        // Repeating an operation, or going in circles, is wrong at each step.
        { "a-4=1\na-4=4\nb+2=6\nc*3=4\n#4", [None, WrongLabel, None, None, None], false },
        { "a-4=1\nb+2=3\na-4=6\nb+2=1\nc*3=3\n#3", [None, None, WrongLabel, WrongLabel, None, None], false },
        { "d-4=1\na-4=4\nb+2=6\nc*3=4\n#4", [WrongLabel, None, None, None, None], false },
        { "a-4=1\nb+2=3\nc*3=2\nd+1=3\n#3", [None, None, None, WrongLabel, None], false },
        { "a-4=1\ns2\nb+2=4\nc*3=5\n#5", [None, WrongRestatement, None, None, None], false },
        { "a-4=1\n#1", [None, PrematureAnswer], false },
        { "#2", [PrematureAnswer], true },
        { "a-4=1\nb+2=3\nc*3=2\n#3", [None, None, None, WrongAnswer], false },
        { "a-4=1\nb+2=3\nc*3=2\n#2\n", [None, None, None, None, EmptyStep], true },
        { "a-4=1\nb+2=3\nc*3=2\n#2\n#2", [None, None, None, None, AfterAnswer], true },
        { "a-4=1\nb+2=3\nc*3=2\n#2\ns2", [None, None, None, None, AfterAnswer], false },
        { "a-4=1\n\n\nb+2=3\nc*3=2\n#2", [None, EmptyStep, EmptyStep, None, None, None], true },
        { "a-4=1\nb+2=3\nc*3=2", [None, None, None], false },
        { "a-4=1 \nb+2=3\nc*3=2\n#2", [Malformed, WrongLabel, None, None], true },
        { "a-4=11", [Malformed], false },
        { "a-4=8", [WrongResult], false },
        { "", [EmptyStep], false },
        { "#", [Malformed], false },
        { "#٢", [Malformed], false },
    };

    public static TheoryData<string, ChainStepError[]> Cut => new()
    {
        { "a-4=1\nb+2=3\nc*", [None, None, Truncated] },
        { "a-4=1\nb+2=3\n", [None, None] },
        { "a-4=1\nb+2=3\nc*3=2\n#2", [None, None, None, Truncated] },
        { "\n\n", [EmptyStep, EmptyStep] },
        { "", [] },
    };

    [Theory]
    [MemberData(nameof(Finished))]
    public void Judges_a_finished_response(string response, ChainStepError[] errors, bool passed)
    {
        ChainSolution solution = ChainChecker.Check(Problem, response, finished: true);
        Assert.Equal(errors, solution.Steps.Select(step => step.Error));
        Assert.Equal(passed, solution.Passed);
        Assert.Equal(Array.FindIndex(errors, error => error != None), solution.FirstError);
        Assert.Equal(response, solution.Text);
    }

    [Theory]
    [MemberData(nameof(Cut))]
    public void Judges_a_response_cut_by_length(string response, ChainStepError[] errors) =>
        Assert.Equal(errors, ChainChecker.Check(Problem, response, finished: false).Steps.Select(step => step.Error));

    [Fact]
    public void Counts_restatements_right_and_wrong() =>
        Assert.Equal(3, ChainChecker.Check(Problem, "s5\ns5\na-4=1\ns6\nb+2=1", finished: true).Restatements);

    /// <summary>The rewards of a rollout are placed by <see cref="Steps"/>; verdicts must fall on the same steps.</summary>
    [Fact]
    public void Never_throws_and_has_as_many_steps_as_the_tokens()
    {
        const int newline = '\n';
        const int endOfSequence = 0x10FFFF;
        Gen<string> text = Gen.OneOf(
            Gen.String,
            Gen.Char["0123456789+-*=#s?.\nabcdefghijklmn"].Array[0, 60].Select(characters => new string(characters)),
            Gen.Int[0, 7].Select(i => Lines[i]).Array[0, 12].Select(lines => string.Join('\n', lines)));
        Gen.Select(text, Gen.Bool).Sample((response, finished) =>
        {
            List<int> ids = [.. response.Select(unit => (int)unit)];
            if (finished) ids.Add(endOfSequence);
            Steps steps = Steps.Of(ids.ToArray(), new HashSet<int> { newline });
            ChainSolution solution = ChainChecker.Check(Problem, response, finished);
            return solution.Steps.Count == steps.Count && (solution.FirstError < 0) == solution.Steps.All(step => step.Correct);
        });
    }

    [Theory]
    [InlineData("a-4=1\n#2", 2)]
    [InlineData("#1\n#2\n\n", 2)]
    [InlineData("#2\nx", null)]
    [InlineData("#", null)]
    [InlineData("", null)]
    [InlineData("\n", null)]
    public void The_answer_is_the_last_line_that_is_not_empty(string response, int? answer) =>
        Assert.Equal(answer, ChainChecker.AnswerOf(response));
}
