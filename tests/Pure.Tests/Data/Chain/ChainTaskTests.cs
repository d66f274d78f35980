using Pure.Data;
using Pure.Data.Chain;
using Xunit;

namespace Pure.Tests.Data.Chain;

public sealed class ChainTaskTests
{
    /// <summary>Pinned: data sets and evaluation prompts must stay the same on every machine and in every later version.</summary>
    [Theory]
    [InlineData(1UL, "a-6b+5c-2d+4e-3f*4g-6h*2?3", "3")]
    [InlineData(2UL, "a-4b+3c-2d+3e+6f+3g+1h+2?6", "4")]
    [InlineData(999UL, "a-5b+5c*2d*4e+4f-1g-3h-4?2", "5")]
    public void A_seed_gives_the_same_problem_everywhere(ulong seed, string prompt, string answer)
    {
        Problem problem = new ChainTask().Generate(seed).ToProblem("p");
        Assert.Equal(prompt + "\n", problem.Text);
        Assert.Equal(answer, problem.Answer);
        Assert.Equal("p", problem.Id);
    }

    [Fact]
    public void A_stream_depends_on_seed_and_index_alone()
    {
        var task = new ChainTask();
        string[] ten = [.. task.Generate(3, 10).Select(problem => problem.Prompt)];
        string[] four = [.. task.Generate(3, 4).Select(problem => problem.Prompt)];
        Assert.Equal(ten[..4], four);
        Assert.Equal(task.Generate(SeedSequence.Derive(3, 7)).Prompt, ten[7]);
        Assert.Equal(2_000, task.Generate(3, 2_000).Select(problem => problem.Prompt).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Problems_keep_to_the_ranges_and_proportions()
    {
        ChainProblem[] problems = [.. new ChainTask { Operations = 14 }.Generate(4, 2_000)];
        ChainOperation[] operations = [.. problems.SelectMany(problem => problem.Operations)];
        Assert.Equal("abcdefghijklmn", string.Concat(problems[0].Operations.Select(operation => operation.Label)));
        Assert.Equal([2, 3, 4, 5], Operands(operations, '*'));
        Assert.Equal([1, 2, 3, 4, 5, 6], Operands(operations, '+'));
        Assert.Equal([1, 2, 3, 4, 5, 6], Operands(operations, '-'));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], problems.Select(problem => problem.Start).Distinct().Order());
        Assert.InRange(operations.Count(operation => operation.Symbol == '*') / (double)operations.Length, 0.19, 0.21);
        Assert.InRange(operations.Count(operation => operation.Symbol == '+') / (double)operations.Length, 0.39, 0.41);
    }

    [Theory]
    [InlineData("a-4b+2c*3?5\n", 7, 2)]
    [InlineData("a-6?0\n", 7, 1)]
    [InlineData("a*5b*5?9\n", 10, 5)]
    public void The_answer_is_worked_out_modulo(string prompt, int modulus, int answer)
    {
        ChainProblem problem = ChainProblem.Parse(prompt, modulus);
        Assert.Equal(answer, problem.Answer);
        Assert.Equal(prompt, problem.Prompt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?3\n")]
    [InlineData("a-4b+2c*3?5")]
    [InlineData("a-4b+2c*3?7\n")]
    [InlineData("a-4c+2c*3?5\n")]
    [InlineData("a-4b/2c*3?5\n")]
    [InlineData("a-4b+xc*3?5\n")]
    [InlineData("a-4b+2c*3 5\n")]
    [InlineData("a-4b+2c*35\n\n")]
    public void Another_text_is_refused_as_a_prompt(string text)
    {
        PureException error = Assert.Throws<PureException>(() => ChainProblem.Parse(text, 7));
        Assert.Contains("a-4b+2c*3?5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_refused_with_the_range()
    {
        Assert.Contains("3 to 10", Refusal(new ChainTask { Modulus = 11 }), StringComparison.Ordinal);
        Assert.Contains("3 to 10", Refusal(new ChainTask { Modulus = 2 }), StringComparison.Ordinal);
        Assert.Contains("1 to 14", Refusal(new ChainTask { Operations = 15 }), StringComparison.Ordinal);
        Assert.Contains("0 to 1", Refusal(new ChainTask { MultiplyProbability = double.NaN }), StringComparison.Ordinal);
    }

    private static string Refusal(ChainTask task) => Assert.Throws<PureException>(() => task.Generate(1)).Message;

    private static IEnumerable<int> Operands(ChainOperation[] operations, char symbol) =>
        operations.Where(operation => operation.Symbol == symbol).Select(operation => operation.Operand).Distinct().Order();
}
