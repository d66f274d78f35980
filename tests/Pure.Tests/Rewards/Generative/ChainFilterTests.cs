using Pure.Rewards.Generative;

namespace Pure.Tests.Rewards.Generative;

/// <summary>The filter without the published code's slips.</summary>
public sealed class ChainFilterTests
{
    private const string Right = @"Step 1: fine. \boxed{correct}", Wrong = @"Step 2: 3 is not 4. \boxed{incorrect}";

    [Fact]
    public void A_solution_with_an_error_in_the_middle_is_wrong()
    {
        FilteredChain chain = Filter(Right + "\n" + Wrong, [true, false, true]);
        Assert.True(chain.Kept);
        Assert.False(chain.IsCorrect);
        Assert.EndsWith("Is the solution correct? No", chain.Target, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_keeps_its_thought_when_it_has_tags()
    {
        FilteredChain chain = Filter("<think>\n" + Right + "\n</think>\nAnd so on.", [true]);
        Assert.Equal("<think>\n" + Right + "\n</think>\nIs the solution correct? Yes", chain.Target);
    }

    [Theory]
    [InlineData(@"\boxed{ Correct }", true, ChainRejection.None)]
    [InlineData(@"\boxed{incorrect}", true, ChainRejection.Disagrees)]
    [InlineData("correct", true, ChainRejection.NoDecision)]
    [InlineData(@"\boxed{correct} \boxed{correct}", true, ChainRejection.WrongCount)]
    public void Each_rejection_has_its_reason(string chain, bool label, ChainRejection reason) => Assert.Equal(reason, Filter(chain, [label]).Rejection);

    [Fact]
    public void Too_long_and_unlabelled_are_reasons_too()
    {
        Assert.Equal(ChainRejection.TooLong, ChainFilter.Apply(Right, [true], _ => 5000, new ChainFilterOptions()).Rejection);
        Assert.Equal(ChainRejection.NoLabels, Filter(Right, []).Rejection);
    }

    [Fact]
    public void Selection_accounts_for_every_chain_and_balances()
    {
        string good = @"\boxed{correct}", bad = @"\boxed{incorrect}";
        (string, IReadOnlyList<bool>, IReadOnlyList<string>)[] solutions =
        [
            ("p1", [true], [good, good, bad, "no verdict"]),
            ("p2", [true], [good, good, good]),
            ("p3", [false], [bad]),
        ];
        var selection = ChainSelection.Of(solutions, VerificationFormat.ThinkPrm, text => text.Length, new ChainFilterOptions(MaxChainsPerSolution: 2), balanceSeed: 1);
        Assert.Equal(8, selection.Rejections.Values.Sum());
        Assert.Equal(1, selection.Rejections[ChainRejection.NoDecision]);
        Assert.Equal(1, selection.Rejections[ChainRejection.Disagrees]);
        Assert.Equal(1, selection.Rejections[ChainRejection.EnoughChains]);
        Assert.Equal(3, selection.Rejections[ChainRejection.Balanced]);
        Assert.Equal(2, selection.Demonstrations.Count);
        Assert.Equal(good + "\n</think>\nIs the solution correct? Yes", Assert.Single(selection.Demonstrations, d => d.Completion.EndsWith("Yes", StringComparison.Ordinal)).Completion);
    }

    [Theory]
    [InlineData(-0.1, -2.3, 1.0, 0.9002495108803148)]
    [InlineData(0, 0, 1.0, 0.5)]
    [InlineData(-0.1, -2.3, 1e12, 0.5)]
    public void Scores_are_a_softmax_of_the_two_labels(double yes, double no, double temperature, double score)
    {
        Assert.Equal(score, VerdictScore.Of(yes, no, temperature)!.Value, 1e-9);
        Assert.Equal(1 - score, VerdictScore.Of(no, yes, temperature)!.Value, 1e-9);
    }

    [Fact]
    public void A_missing_verdict_is_left_out_of_the_mean_and_never_a_number()
    {
        Assert.Equal(0.9, VerdictScore.Mean([0.9, null, null])!.Value, 1e-12);
        Assert.Null(VerdictScore.Mean([null, null]));
        Assert.Null(VerdictScore.Of(double.NaN, 0));
        Assert.Null(VerdictScore.Of(double.NegativeInfinity, double.NegativeInfinity));
    }

    [Fact]
    public void Steps_are_counted_as_numbers() => Assert.Equal(12, NumberedSteps.Next("Step 9: Step 10: Step 11:"));

    [Fact]
    public void Step_scores_leave_out_chains_that_do_not_say()
    {
        var verification = new Verification(0.5, [Chain(true, false), Chain(true, true, true), Chain(true), VerificationChain.Failed]);
        Assert.Equal([1, 0.5, 0.5, 0], verification.StepScores(4));
        Assert.Equal(1, verification.Missing);
        Assert.Null(new Verification(null, [VerificationChain.Failed]).StepScores(1)[0]);
    }

    private static VerificationChain Chain(params bool[] verdicts) => new("", verdicts, 0, 0.5, 1, false);

    private static FilteredChain Filter(string chain, bool[] labels) => ChainFilter.Apply(chain, labels, text => text.Length, new ChainFilterOptions());
}
