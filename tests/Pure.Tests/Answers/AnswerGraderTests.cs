using Pure.Answers;

namespace Pure.Tests.Answers;

/// <summary>The rules on which public graders disagree, each with the side that is right (docs/grading.md).</summary>
public sealed class AnswerGraderTests
{
    [Theory]
    [InlineData("50\\%", "0.5", true)]
    [InlineData("50\\%", "50", true)]
    [InlineData("50\\%", "0.005", false)]
    [InlineData("41.8", "4180", false)]
    [InlineData("1e-6", "1.2e-6", false)]
    [InlineData("100000", "100009", false)]
    [InlineData("1,2", "2,1", true)]
    [InlineData("(1,2)", "(2,1)", false)]
    [InlineData("(1,2)", "1,2", true)]
    [InlineData("(1,2)", "\\{1,2\\}", false)]
    [InlineData("(1,2)", "[1,2]", false)]
    [InlineData("(1,2]", "1<x\\le 2", true)]
    [InlineData("x=5", "y=5", false)]
    [InlineData("y=2x+3", "2x-y+3=0", true)]
    [InlineData("f(x)=2x", "f(n)=2n", true)]
    [InlineData("3\\frac{1}{2}", "\\frac{3}{2}", false)]
    [InlineData("5\\text{ cm}^2", "5\\text{ cm}^3", false)]
    [InlineData("5\\text{ m}", "500\\text{ cm}", true)]
    [InlineData("52_8", "52_9", false)]
    [InlineData("x^2", "X^2", false)]
    [InlineData("\\frac13", "0.\\overline{3}", true)]
    [InlineData("-1", "e^{i\\pi}", true)]
    [InlineData("5", "5\\text{ or }6", false)]
    [InlineData("|x|", "\\sqrt{x^2}", true)]
    [InlineData("x", "\\sqrt{x^2}", false)]
    [InlineData("10000", "10\\,000", true)]
    [InlineData("3.5", "3,5", false)]
    [InlineData("\\emptyset", "\\text{no solution}", true)]
    [InlineData("55", "\\sum_{k=1}^{10}k", false)]
    public void A_disputed_pair_gets_the_verdict_that_is_right(string gold, string prediction, bool equal) =>
        Assert.Equal(equal, AnswerGrader.Grade(gold, prediction, AnswerProfile.EvalLenient).Verdict == AnswerVerdict.Equal);

    [Fact]
    public void A_long_sum_is_not_a_deep_one()
    {
        Assert.Equal(AnswerVerdict.Equal, Grade("300x^2", string.Join('+', Enumerable.Repeat("x^2", 300))));
        Assert.Equal(AnswerVerdict.Equal, Grade("300x^2", string.Join('+', Enumerable.Repeat("(x)^{2}", 300))));
        Assert.Equal(AnswerVerdict.Equal, Grade("0", string.Join('-', Enumerable.Repeat(@"\frac{x}{2}", 2))));
        Assert.Equal(AnswerVerdict.Equal, Grade("300", string.Join('+', Enumerable.Repeat(@"\sqrt{1}", 300))));
        Assert.Equal(AnswerVerdict.Ungradable, Grade("x", $"{new string('(', 300)}x{new string(')', 300)}"));
    }

    [Fact]
    public void An_answer_of_the_greatest_length_is_read_and_one_longer_is_not()
    {
        string longest = new('1', 4096);
        Assert.Equal(AnswerVerdict.Equal, Grade(longest, longest));
        Assert.Equal(AnswerVerdict.Ungradable, Grade("1", longest + "1"));
        Assert.True(AnswerGrader.Grade(longest + "1", "1", AnswerProfile.RlStrict).GoldUngradable);
        Assert.False(AnswerGrader.IsGradable(longest + "1", AnswerProfile.RlStrict));
        Assert.True(AnswerGrader.IsGradable("1", AnswerProfile.RlStrict));
        Assert.False(AnswerGrader.IsGradable(@"\def\x{1}", AnswerProfile.RlStrict));
    }

    [Fact]
    public void A_trace_says_how_both_were_read_and_what_it_cost()
    {
        GradeResult traced = AnswerGrader.Grade("1/2", "0.5", AnswerProfile.RlStrict, trace: true);
        Assert.Contains(traced.Trace, line => line.StartsWith("reference read as", StringComparison.Ordinal));
        Assert.Contains(traced.Trace, line => line.StartsWith("prediction read as", StringComparison.Ordinal));
        Assert.Contains(traced.Trace, line => line.StartsWith("fuel: ", StringComparison.Ordinal));
        Assert.Empty(AnswerGrader.Grade("1/2", "0.5", AnswerProfile.RlStrict).Trace);
        Assert.Contains(AnswerGrader.GradeResponse("1/2", @"\boxed{0.5}", AnswerProfile.RlStrict, trace: true).Trace, line => line.StartsWith("found by: box at", StringComparison.Ordinal));
    }

    private static AnswerVerdict Grade(string gold, string prediction) => AnswerGrader.Grade(gold, prediction, AnswerProfile.RlStrict).Verdict;

    [Theory]
    [InlineData("1/3", "0.333333", false, true)]
    [InlineData("\\sqrt{17}", "4.123105625617661", false, true)]
    [InlineData("3.14", "\\pi", false, true)]
    [InlineData("5", "5.001", false, false)]
    public void Only_evaluation_rounds(string gold, string prediction, bool strict, bool lenient)
    {
        Assert.Equal(strict, AnswerGrader.Grade(gold, prediction, AnswerProfile.RlStrict).Verdict == AnswerVerdict.Equal);
        Assert.Equal(lenient, AnswerGrader.Grade(gold, prediction, AnswerProfile.EvalLenient).Verdict == AnswerVerdict.Equal);
    }
}
