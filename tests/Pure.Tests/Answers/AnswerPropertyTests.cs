using System.Globalization;
using Pure.Answers;
using Pure.Data;

namespace Pure.Tests.Answers;

/// <summary>What must hold for any text: no exception, symmetry, no influence of culture, threads or time.</summary>
public sealed class AnswerPropertyTests
{
    private static readonly string[] Pieces =
    [
        "1", "2", "37", "0.5", "x", "y", "n", "\\frac", "{", "}", "(", ")", "[", "]", "+", "-", "*", "/", "^", "_", ",", ";", "=", "<", "\\le", "\\pi", "\\sqrt", "\\infty", "\\pm", "!", "%", "\\%", "^\\circ",
        "\\text{ cm}", "\\text{or}", "\\{", "\\}", "|", "\\cup", "\\in", "\\mathbb{R}", "\\sin", "\\log", "\\begin{pmatrix}", "\\end{pmatrix}", "&", "\\\\", " ", "e", "i", "\\sum", "\\boxed{", "$", "²", "½", "°", "\\left", "\\overline", "1,234", "1e5", ":",
    ];

    [Fact]
    public void No_text_makes_the_grader_throw()
    {
        for (ulong k = 0; k < 20_000; k++)
        {
            string a = Random(k * 2), b = Random((k * 2) + 1);
            _ = AnswerGrader.Grade(a, b, AnswerProfile.RlStrict);
            _ = AnswerGrader.GradeResponse(a, b, AnswerProfile.EvalLenient);
            _ = AnswerGrader.CanonicalKey(a);
        }
    }

    [Fact]
    public void Equality_is_symmetric_and_equal_texts_never_differ()
    {
        for (ulong k = 0; k < 4_000; k++)
        {
            string a = Random(k, 5), b = Random(k + 1_000_000, 5);
            AnswerVerdict forth = AnswerGrader.Grade(a, b, AnswerProfile.RlStrict).Verdict, back = AnswerGrader.Grade(b, a, AnswerProfile.RlStrict).Verdict;
            Assert.True(forth == AnswerVerdict.Equal == (back == AnswerVerdict.Equal), $"{a} | {b}: {forth}, {back}");
        }
    }

    [Fact]
    public void Rational_identities_built_forwards_are_found()
    {
        for (ulong k = 0; k < 500; k++)
        {
            long a = Small(k, 1), b = Small(k, 2), c = Small(k, 3), d = Small(k, 4);
            string gold = string.Create(CultureInfo.InvariantCulture, $"\\frac{{{(a * d) + (c * b)}}}{{{b * d}}}"), sum = string.Create(CultureInfo.InvariantCulture, $"\\frac{{{a}}}{{{b}}}+\\frac{{{c}}}{{{d}}}");
            Assert.Equal(AnswerVerdict.Equal, AnswerGrader.Grade(gold, sum, AnswerProfile.RlStrict).Verdict);
            string left = string.Create(CultureInfo.InvariantCulture, $"({a}x+{b}y)({c}x-{d}y)"), right = string.Create(CultureInfo.InvariantCulture, $"{a * c}x^2+{(b * c) - (a * d)}xy-{b * d}y^2").Replace("+-", "-", StringComparison.Ordinal);
            Assert.Equal(AnswerVerdict.Equal, AnswerGrader.Grade(left, right, AnswerProfile.RlStrict).Verdict);
            Assert.Equal(AnswerVerdict.NotEqual, AnswerGrader.Grade(left, right + "+1", AnswerProfile.RlStrict).Verdict);
            Assert.Equal(AnswerGrader.CanonicalKey(left), AnswerGrader.CanonicalKey(right));
        }
    }

    [Fact]
    public void Nested_radicals_built_forwards_are_found()
    {
        for (ulong k = 0; k < 100; k++)
        {
            long a = Small(k, 1), b = Small(k, 2) + 40;
            string nested = string.Create(CultureInfo.InvariantCulture, $"\\sqrt{{{a + b}+2\\sqrt{{{a * b}}}}}"), flat = string.Create(CultureInfo.InvariantCulture, $"\\sqrt{{{a}}}+\\sqrt{{{b}}}");
            Assert.Equal(AnswerVerdict.Equal, AnswerGrader.Grade(flat, nested, AnswerProfile.RlStrict).Verdict);
            Assert.Equal(AnswerVerdict.NotEqual, AnswerGrader.Grade(flat, nested + "+10^{-60}", AnswerProfile.RlStrict).Verdict);
        }
    }

    [Fact]
    public void Culture_and_threads_change_nothing()
    {
        string[] pairs = [.. Enumerable.Range(0, 400).Select(k => Random((ulong)k, 6))];
        string[] alone = [.. pairs.Select(a => Verdict(a, pairs[0]))];
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            Assert.Equal(alone, pairs.Select(a => Verdict(a, pairs[0])));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(alone, pairs.AsParallel().AsOrdered().WithDegreeOfParallelism(8).Select(a => Verdict(a, pairs[0])));
    }

    [Fact]
    public void Many_gradings_leave_nothing_behind()
    {
        void Work(int count) => Parallel.For(0, count, k => AnswerGrader.Grade($"\\frac{{{k % 97}}}{{7}}+\\sqrt{{{k % 13}}}", $"\\sqrt{{{k % 13}}}+{k % 97}/7", AnswerProfile.RlStrict));
        Work(2_000);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Work(20_000);
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 4 << 20);
    }

    private static string Verdict(string a, string b) => $"{AnswerGrader.Grade(a, b, AnswerProfile.EvalLenient).Verdict} {AnswerGrader.CanonicalKey(a)}";

    private static long Small(ulong k, ulong part) => (long)(SeedSequence.Derive(k, part) % 37) + 1;

    private static string Random(ulong seed, int most = 14)
    {
        ulong state = SeedSequence.Derive(seed, 77);
        int count = (int)(state % (ulong)most) + 1;
        return string.Concat(Enumerable.Range(0, count).Select(k => Pieces[SeedSequence.Derive(state, (ulong)k) % (ulong)Pieces.Length]));
    }
}
