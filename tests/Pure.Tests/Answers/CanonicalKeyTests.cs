using Pure.Answers;

namespace Pure.Tests.Answers;

/// <summary>Equal answers share a key, different ones do not: majority voting groups by it.</summary>
public sealed class CanonicalKeyTests
{
    [Theory]
    [InlineData("1/2", "0.5")]
    [InlineData("\\frac{\\sqrt3}{3}", "\\frac{1}{\\sqrt3}")]
    [InlineData("\\sin\\frac{\\pi}{6}", "0.5")]
    [InlineData("(x+1)^2", "x^2+2x+1")]
    [InlineData("x=5", "5")]
    [InlineData("1,2", "2,1")]
    [InlineData("\\{1,2\\}", "2, 1")]
    [InlineData("(1,\\frac12)", "(1,0.5)")]
    [InlineData("x>2", "(2,\\infty)")]
    [InlineData("1<x\\le2", "(1,2]")]
    [InlineData("4x-2y+6=0", "2x-y+3=0")]
    [InlineData("y=2x+3", "2x+3")]
    [InlineData("\\text{Even}", "even")]
    [InlineData("(C)", "\\text{C}")]
    [InlineData("90^\\circ", "90")]
    [InlineData("1:4", "\\frac14")]
    [InlineData("1\\pm\\sqrt2", "1-\\sqrt2, 1+\\sqrt2")]
    [InlineData("e^{i\\pi}", "-1")]
    [InlineData("50\\%", "50\\%")]
    public void Equal_answers_share_a_key(string a, string b) => Assert.Equal(AnswerGrader.CanonicalKey(a), AnswerGrader.CanonicalKey(b));

    [Theory]
    [InlineData("1/2", "1/3")]
    [InlineData("(1,2)", "(2,1)")]
    [InlineData("(1,2)", "[1,2]")]
    [InlineData("x+1", "x+2")]
    [InlineData("\\sqrt2", "1.41421356")]
    [InlineData("even", "odd")]
    [InlineData("1,2", "1,3")]
    [InlineData("y=2x", "y=3x")]
    [InlineData("\\frac{5", "\\frac{6")]
    public void Different_answers_do_not(string a, string b) => Assert.NotEqual(AnswerGrader.CanonicalKey(a), AnswerGrader.CanonicalKey(b));
}
