using Pure.Data.Chain;

namespace Pure.Tests.Data.Chain;

public sealed class ChainVerificationTests
{
    [Fact]
    public void A_right_solution_is_worked_out_to_the_end()
    {
        ChainVerification verification = Verify("a-4b+2?5\n", "a-4=1\ns1\nb+2=3\n#3");
        Assert.Equal("a-4=1.+\ns1.+\nb+2=3.+\n#3.+\n", verification.Chain);
        Assert.Equal(verification.Chain + "?+", verification.Completion);
    }

    [Theory]
    [InlineData("a-4=1\nb+2=4\n#4", "a-4=1.+\nb+2=3.-\n")]
    [InlineData("a-4=1\n#1", "a-4=1.+\nb+2=3.-\n")]
    [InlineData("a-4=1\nb+2=3\n#4", "a-4=1.+\nb+2=3.+\n#3.-\n")]
    [InlineData("b+2=0\n#0", "a-4=1.-\n")]
    [InlineData("a-4=1\nb+2=3\n#3\n#3", "a-4=1.+\nb+2=3.+\n#3.+\n.-\n")]
    [InlineData("s4", "s5.-\n")]
    public void A_chain_ends_with_the_first_wrong_step(string solution, string chain)
    {
        ChainVerification verification = Verify("a-4b+2?5\n", solution);
        Assert.Equal(chain, verification.Chain);
        Assert.Equal(chain + "?-", verification.Completion);
    }

    [Fact]
    public void Every_line_equals_its_step_exactly_when_the_step_is_right()
    {
        var task = new ChainTask { Operations = 5 };
        foreach (ChainProblem problem in task.Generate(3, 200))
        {
            ChainSolution solution = Corruptor.Solve(problem, new CorruptorOptions { Rate = 0.1 }, 9);
            string[] lines = ChainVerification.Of(solution).Chain.TrimEnd('\n').Split('\n');
            Assert.Equal(solution.FirstError < 0 ? solution.Steps.Count : solution.FirstError + 1, lines.Length);
            for (int j = 0; j < lines.Length; j++) Assert.Equal(solution.Steps[j].Correct, lines[j][..^2] == solution.Steps[j].Text && lines[j].EndsWith('+'));
        }
    }

    [Fact]
    public void Preferences_are_a_right_solution_before_a_wrong_one()
    {
        foreach (ChainProblem problem in new ChainTask { Operations = 4 }.Generate(5, 50))
        {
            var pair = ChainPreference.Of(problem, new CorruptorOptions { Rate = 0.1 }, 2);
            Assert.Equal(-1, pair.Chosen.FirstError);
            Assert.True(pair.Chosen.Passed);
            Assert.True(pair.Rejected.FirstError >= 0);
        }

        Assert.Throws<PureException>(() => ChainPreference.Of(new ChainTask().Generate(1), new CorruptorOptions { Rate = 0, Restate = 0 }, 1));
    }

    private static ChainVerification Verify(string prompt, string solution) => ChainVerification.Of(ChainChecker.Check(ChainProblem.Parse(prompt, 7), solution, finished: true));
}
