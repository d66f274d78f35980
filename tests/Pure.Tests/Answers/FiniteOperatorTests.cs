using Pure.Answers;

namespace Pure.Tests.Answers;

/// <summary>Sums, products and divisors in a prediction are unfinished work, unless a profile lets them be worked out.</summary>
public sealed class FiniteOperatorTests
{
    private static readonly AnswerProfile Finishing = AnswerProfile.EvalLenient with { EvaluateFinite = true };

    [Theory]
    [InlineData("55", @"\sum_{k=1}^{10}k", true)]
    [InlineData("54", @"\sum_{k=1}^{10}k", false)]
    [InlineData("120", @"\prod_{k=1}^{5}k", true)]
    [InlineData("60", @"\prod_{k=1}^{5}k", false)]
    [InlineData("6", @"\gcd(12,18)", true)]
    [InlineData("36", @"\operatorname{lcm}(12,18)", true)]
    [InlineData("3", @"\max(1,2,3)", true)]
    [InlineData("1", @"\min(1,2,3)", true)]
    [InlineData("3", @"10 \bmod 7", true)]
    [InlineData("36", @"\sum_{i=1}^{3}\sum_{j=1}^{3}ij", true)]
    [InlineData("18", @"\sum_{k=1}^{3}\sum_{k=1}^{3}k", true)]
    [InlineData("n^2", @"\sum_{k=1}^{3}n^2-2n^2", true)]
    [InlineData("a_1+a_2+a_3", @"\sum_{k=1}^{3}a_k", true)]
    [InlineData("3a_k", @"\sum_{k=1}^{3}a_k", false)]
    [InlineData("6k", @"k\sum_{k=1}^{3}k", true)]
    [InlineData("0", @"\sum_{k=1}^{3000}0", false)]
    public void A_finite_operator_is_worked_out_where_that_is_allowed(string gold, string prediction, bool equal)
    {
        Assert.Equal(equal, AnswerGrader.Grade(gold, prediction, Finishing).Verdict == AnswerVerdict.Equal);
        Assert.NotEqual(AnswerVerdict.Equal, AnswerGrader.Grade(gold, prediction, AnswerProfile.EvalLenient).Verdict);
    }
}
