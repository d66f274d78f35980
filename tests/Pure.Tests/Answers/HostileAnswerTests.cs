using System.Diagnostics;
using Pure.Answers;

namespace Pure.Tests.Answers;

/// <summary>Inputs that make other graders hang, crash or pay.</summary>
public sealed class HostileAnswerTests
{
    public static TheoryData<string, string> Answers => new()
    {
        { "5", "10^{10^{10}}" }, { "10^{10^{10}}", "10^{10^{10}}+1" }, { "0", "(10^9)!" }, { "1", "((((10!)!)!)!)!" }, { "0", "2^{-10^{18}}" }, { "\\infty", "1e400" }, { "1e400", "1e401" },
        { "10^{1000000}", "10^{1000000}+1" }, { "1", "e^{e^{e^{e^{10}}}}" }, { "9", new string('9', 5_000_000) }, { "\\frac{1}{0}", "\\frac{2}{0}" }, { "1", "0^0^0^0/0" }, { "2", "\\tan\\frac{\\pi}{2}" },
        { "x", new string('(', 100_000) + "y" + new string(')', 100_000) }, { "x", new string('(', 1500) + "y" + new string(')', 1500) }, { "5", new string('{', 4000) }, { "5", "\\frac{5" }, { "(1+x)^{100000}", "(1+x)^{100001}" }, { "x", "(x+y+z+w)^{200}" },
        { "1", "\\pm 1" + string.Concat(Enumerable.Repeat("\\pm 2", 30)) }, { "3", string.Concat(Enumerable.Repeat("1+", 2000)) + "1" }, { "1", "\\prod_{k=1}^{10^{9}}(1+\\frac1k)" }, { "7", string.Join(',', Enumerable.Range(1, 1000)) },
        { "5", string.Concat(Enumerable.Repeat("\\frac", 800)) }, { "5", "６" }, { "5", "٦" }, { "15", "1\u200b6" }, { "12", "½" }, { "0", "О" }, { "5", "6" + new string('\u0301', 1000) }, { "5", "5\u202e" }, { "5", "\ud800" },
        { "5", "\\def\\x{\\x\\x}\\x" }, { "5", "\\newcommand{\\a}{5}\\a" }, { "5", "\\input{5}" }, { "5", "\\mathbb{R}" }, { "5", "x=5, x=6" }, { "5", "5\\neq5" }, { "5", "6\\approx5" }, { "x^2", "x^2+10^{-9}x" },
        { "262537412640768744", "e^{\\pi\\sqrt{163}}" }, { "2", string.Concat(Enumerable.Repeat("\\sqrt{2+", 150)) + "2" + new string('}', 150) }, { "1", string.Concat(Enumerable.Repeat("2^", 500)) + "2" }, { "1", "\\binom{10^9}{5\\cdot10^8}" },
        { "0", "\\sin(10^{1000})" }, { "1", "\\sum_{k=1}^{10^{12}}\\frac1{k^2}" }, { "1", "1" + string.Concat(Enumerable.Repeat("!", 300)) + "+1" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void A_hostile_answer_is_not_paid_and_costs_little(string gold, string prediction)
    {
        long start = Stopwatch.GetTimestamp();
        Assert.NotEqual(AnswerVerdict.Equal, AnswerGrader.Grade(gold, prediction, AnswerProfile.EvalLenient).Verdict);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20));  // generous: tests share the machine; measured in docs/log.md
    }

    [Theory]
    [InlineData("\\boxed{", 100_000)]
    [InlineData("The final answer is ", 100_000)]
    [InlineData("answer", 200_000)]
    [InlineData("\\[", 300_000)]
    [InlineData("$", 300_001)]
    [InlineData(" ", 5_000_000)]
    [InlineData("\\boxed{}", 100_000)]
    [InlineData("{", 1_000_000)]
    [InlineData("1,", 300_000)]
    public void A_hostile_response_is_not_paid_and_costs_little(string piece, int times)
    {
        string response = string.Concat(Enumerable.Repeat(piece, times));
        long start = Stopwatch.GetTimestamp();
        Assert.NotEqual(AnswerVerdict.Equal, AnswerGrader.GradeResponse("5", response, AnswerProfile.EvalLenient).Verdict);
        Assert.NotEqual(AnswerVerdict.Equal, AnswerGrader.GradeResponse("5", response, AnswerProfile.RlStrict).Verdict);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20));  // generous: tests share the machine; measured in docs/log.md
    }
}
