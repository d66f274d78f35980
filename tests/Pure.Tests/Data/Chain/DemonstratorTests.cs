using Pure.Data;
using Pure.Data.Chain;
using Xunit;

namespace Pure.Tests.Data.Chain;

public sealed class DemonstratorTests
{
    private static readonly DemonstratorOptions Perfect = new()
    {
        Restate = 0, Skip = 0, StopEarly = 0, Slip = 0, SlipWithCarry = 0, SlipWithProduct = 0,
    };

    [Fact]
    public void Without_slips_every_step_is_correct()
    {
        foreach (ChainProblem problem in new ChainTask().Generate(1, 200))
        {
            ChainSolution solution = Demonstrator.Solve(problem, Perfect, 1);
            Assert.True(solution.Passed);
            Assert.Equal(-1, solution.FirstError);
            Assert.Equal(problem.Operations.Count + 1, solution.Steps.Count);
        }
    }

    [Fact]
    public void A_seed_gives_the_same_demonstration_everywhere()
    {
        ChainProblem problem = new ChainTask().Generate(1);
        Assert.Equal("a-6=3\nb+5=1\nc-2=6\nd+4=3\ne-3=0\nf*4=0\ng-6=1\nh*2=2\n#2", Demonstrator.Solve(problem, new(), 5).Text);
    }

    [Fact]
    public void By_default_about_three_in_ten_demonstrations_pass()
    {
        ChainSolution[] solutions = Solutions(new(), 8_000);
        Assert.InRange(solutions.Count(solution => solution.Passed) / 8_000.0, 0.20, 0.40);
        // 9 places before which a value may be restated, each geometrically: 9 * 0.1 / 0.9.
        Assert.InRange(solutions.Average(solution => solution.Restatements), 0.95, 1.05);
    }

    [Fact]
    public void Each_rate_makes_its_own_kind_of_error()
    {
        Assert.Equal([ChainStepError.WrongLabel, ChainStepError.PrematureAnswer], ErrorKinds(Perfect with { Skip = 0.2 }));
        Assert.Equal([ChainStepError.PrematureAnswer], ErrorKinds(Perfect with { StopEarly = 0.1 }));
        Assert.Equal([ChainStepError.WrongResult], ErrorKinds(Perfect with { Slip = 0.1 }));
        Assert.Empty(ErrorKinds(Perfect with { Restate = 0.5 }));
    }

    [Fact]
    public void Slips_come_at_their_rates()
    {
        var options = new DemonstratorOptions { Restate = 0, Skip = 0, StopEarly = 0 };
        double[] wrong = new double[3], all = new double[3];
        foreach (ChainSolution solution in Solutions(options, 10_000))
        {
            int value = solution.Problem.Start;
            for (int k = 0; k < solution.Problem.Operations.Count; k++)
            {
                ChainOperation operation = solution.Problem.Operations[k];
                int kind = !operation.Carries(value, 7) ? 0 : operation.Symbol == '*' ? 2 : 1;
                all[kind]++;
                if (!solution.Steps[k].Correct) wrong[kind]++;
                value = solution.Steps[k].Text[^1] - '0';
            }
        }

        Assert.InRange(wrong[0] / all[0], options.Slip - 0.005, options.Slip + 0.005);
        Assert.InRange(wrong[1] / all[1], options.SlipWithCarry - 0.015, options.SlipWithCarry + 0.015);
        Assert.InRange(wrong[2] / all[2], options.SlipWithProduct - 0.02, options.SlipWithProduct + 0.02);
    }

    [Theory]
    [InlineData('+', 5, 4, true, 2, 3)]
    [InlineData('+', 1, 4, false, 5, 6)]
    [InlineData('-', 1, 4, true, 4, 3)]
    [InlineData('-', 4, 4, false, 0, 6)]
    [InlineData('*', 4, 3, true, 5, 1)]
    [InlineData('*', 2, 3, false, 6, 2)]
    public void Forgetting_the_carry_is_off_by_one_or_by_one_multiple(char symbol, int value, int operand, bool carries, int right, int wrong)
    {
        var operation = new ChainOperation('a', symbol, operand);
        Assert.Equal(carries, operation.Carries(value, 7));
        Assert.Equal(right, operation.Apply(value, 7));
        Assert.Equal(wrong, operation.ApplyForgettingCarry(value, 7));
    }

    [Fact]
    public void A_probability_out_of_range_is_refused()
    {
        ChainProblem problem = new ChainTask().Generate(1);
        foreach (DemonstratorOptions options in (DemonstratorOptions[])[new() { Restate = 1 }, new() { Skip = -0.1 }, new() { Slip = double.NaN }])
            Assert.Throws<PureException>(() => Demonstrator.Solve(problem, options, 1));
    }

    private static ChainSolution[] Solutions(DemonstratorOptions options, int count) =>
        [.. new ChainTask().Generate(11, count).Select((problem, i) => Demonstrator.Solve(problem, options, SeedSequence.Derive(12, (ulong)i)))];

    private static IEnumerable<ChainStepError> ErrorKinds(DemonstratorOptions options) =>
        Solutions(options, 500).SelectMany(solution => solution.Steps).Select(step => step.Error)
            .Where(error => error != ChainStepError.None).Distinct().Order();
}
