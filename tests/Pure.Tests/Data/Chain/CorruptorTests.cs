using Pure.Data;
using Pure.Data.Chain;
using Xunit;

namespace Pure.Tests.Data.Chain;

public sealed class CorruptorTests
{
    private const int Count = 6_000;
    private static readonly ChainSolution[] Solutions = Solve(new CorruptorOptions(), new ChainTask { Operations = 3 });

    [Fact]
    public void Labels_are_those_of_the_checker()
    {
        foreach (ChainSolution solution in Solutions)
        {
            ChainSolution again = ChainChecker.Check(solution.Problem, solution.Text, finished: true);
            Assert.Equal(again.Steps, solution.Steps);
            Assert.Equal(again.Answer, solution.Answer);
        }
    }

    /// <summary>Otherwise a reward model could tell a step by its form instead of reading it.</summary>
    [Theory]
    [InlineData(ChainStepKind.Operation)]
    [InlineData(ChainStepKind.Restatement)]
    [InlineData(ChainStepKind.Answer)]
    public void Each_form_is_wrong_about_as_often(ChainStepKind kind)
    {
        ChainStep[] steps = [.. Solutions.SelectMany(solution => solution.Steps).Where(step => step.Kind == kind)];
        Assert.InRange(steps.Count(step => !step.Correct) / (double)steps.Length, 0.25, 0.45);
    }

    [Fact]
    public void Every_error_occurs_and_wrong_results_are_uniform()
    {
        ChainStepError[] expected = [.. Enum.GetValues<ChainStepError>().Except([ChainStepError.Truncated])];
        var counts = Solutions.SelectMany(solution => solution.Steps).CountBy(step => step.Error).ToDictionary();
        Assert.Equal(expected, counts.Keys.Order());
        int errors = counts.Where(entry => entry.Key != ChainStepError.None).Sum(entry => entry.Value);
        Assert.All(counts.Values, count => Assert.True(count > 0.015 * errors, $"{count} of {errors} errors"));

        int[] offsets = new int[7];
        var random = Solve(Only(Corruption.RandomResult), new ChainTask { Operations = 3 });
        foreach (ChainSolution solution in random) Offset(solution, offsets);
        Assert.Equal(0, offsets[0]);
        Assert.All(offsets[1..], count => Assert.InRange(count / (double)offsets.Sum(), 0.145, 0.19));
    }

    [Theory]
    [InlineData(Corruption.RandomResult, ChainStepError.WrongResult)]
    [InlineData(Corruption.Slip, ChainStepError.WrongResult)]
    [InlineData(Corruption.WrongOperand, ChainStepError.WrongOperand)]
    [InlineData(Corruption.WrongOperation, ChainStepError.WrongOperation)]
    [InlineData(Corruption.SkippedOperation, ChainStepError.WrongLabel)]
    [InlineData(Corruption.RepeatedOperation, ChainStepError.WrongLabel)]
    [InlineData(Corruption.PrematureAnswer, ChainStepError.PrematureAnswer)]
    [InlineData(Corruption.EmptyStep, ChainStepError.EmptyStep)]
    [InlineData(Corruption.Junk, ChainStepError.Malformed)]
    public void Each_corruption_of_an_operation_is_what_it_says(Corruption kind, ChainStepError error)
    {
        var errors = Solve(Only(kind), new ChainTask()).SelectMany(solution => solution.Steps).CountBy(step => step.Error).ToDictionary();
        Assert.Equal([ChainStepError.None, error], errors.Keys.Order());
    }

    [Theory]
    [InlineData(Corruption.WrongAnswer, ChainStepError.WrongAnswer)]
    [InlineData(Corruption.RepeatedOperation, ChainStepError.WrongLabel)]
    public void Each_corruption_of_an_answer_is_what_it_says(Corruption kind, ChainStepError error)
    {
        CorruptorOptions options = Only(kind) with { OperationWeights = None, AnswerWeights = Weight(kind) };
        var errors = Solve(options, new ChainTask()).SelectMany(solution => solution.Steps).CountBy(step => step.Error).ToDictionary();
        Assert.Equal([ChainStepError.None, error], errors.Keys.Order());
    }

    /// <summary>Even where every step is to be made wrong, each solution comes to an end.</summary>
    [Fact]
    public void Ends_at_the_highest_rate_and_for_every_modulus()
    {
        for (int modulus = 3; modulus <= 10; modulus++)
        {
            ChainSolution[] solutions = Solve(new CorruptorOptions { Rate = 1 }, new ChainTask { Modulus = modulus, MultiplyProbability = 0.5 }, 300);
            Assert.All(solutions, solution => Assert.InRange(solution.Steps.Count, 1, 200));
        }
    }

    [Fact]
    public void At_rate_zero_nothing_is_wrong() =>
        Assert.All(Solve(new CorruptorOptions { Rate = 0 }, new ChainTask(), 300), solution => Assert.Equal(-1, solution.FirstError));

    [Fact]
    public void Weights_that_cannot_be_are_refused()
    {
        ChainProblem problem = new ChainTask().Generate(1);
        CorruptorOptions[] wrong =
        [
            new() { Rate = 1.1 },
            new() { Restate = 1 },
            new() { OperationWeights = new Dictionary<Corruption, double> { [Corruption.Slip] = double.NaN } },
            new() { OperationWeights = new Dictionary<Corruption, double> { [Corruption.WrongAnswer] = 1 } },
            new() { AnswerWeights = new Dictionary<Corruption, double> { [Corruption.SkippedOperation] = 1 } },
        ];
        Assert.All(wrong, options => Assert.Throws<PureException>(() => Corruptor.Solve(problem, options, 1)));
    }

    private static readonly Dictionary<Corruption, double> None = [];

    private static Dictionary<Corruption, double> Weight(Corruption kind) => new() { [kind] = 1 };

    private static CorruptorOptions Only(Corruption kind) => new() { Restate = 0, OperationWeights = Weight(kind), AnswerWeights = None };

    private static ChainSolution[] Solve(CorruptorOptions options, ChainTask task, int count = Count) =>
        [.. task.Generate(21, count).Select((problem, i) => Corruptor.Solve(problem, options, SeedSequence.Derive(22, (ulong)i)))];

    private static void Offset(ChainSolution solution, int[] offsets)
    {
        int value = solution.Problem.Start;
        for (int k = 0; k < solution.Problem.Operations.Count; k++)
        {
            int result = solution.Steps[k].Text[^1] - '0';
            if (!solution.Steps[k].Correct) offsets[(result - solution.Problem.Operations[k].Apply(value, 7) + 7) % 7]++;
            value = result;
        }
    }
}
