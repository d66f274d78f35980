// The rules of Qwen2.5-Math's evaluation that make its numbers differ from an exact grader's: relative tolerance 1e-4 against the
// reference, the reference times 100 and divided by 100; brackets ignored; the case of letters ignored. What its symbolic step decides is
// decided here by Pure's own evaluation.
using System.Globalization;

namespace Pure.Answers;

/// <summary>Published verdicts of Qwen2.5-Math, for comparison with papers.</summary>
internal static class QwenScorer
{
    private const double Tolerance = 1e-4;

    public static bool AreEqual(string prediction, string reference)
    {
        string a = Stripped(prediction), b = Stripped(reference);
        if (a.Equals(b, StringComparison.OrdinalIgnoreCase)) return true;
        if (Number(a) is { } x && Number(b) is { } y)
        {
            foreach (double target in (ReadOnlySpan<double>)[y, y / 100, y * 100])
            {
                if (Math.Abs(target - x) <= Tolerance * Math.Abs(target)) return true;
            }

            return false;
        }

        if (a is ['(' or '[' or '{', ..] && Bare(a).Equals(Bare(b), StringComparison.OrdinalIgnoreCase)) return true;
        return AnswerGrader.Grade(reference, prediction, AnswerProfile.EvalLenient).Verdict == AnswerVerdict.Equal;
    }

    private static string Stripped(string text)
    {
        string stripped = text.Trim().TrimEnd('.');
        foreach (string drop in (ReadOnlySpan<string>)["\n", @"\!", @"\left", @"\right", @"^{\circ}", @"^\circ", @"\$", "$", @"\%", "%", " "]) stripped = stripped.Replace(drop, "", StringComparison.Ordinal);
        stripped = stripped.Replace("tfrac", "frac", StringComparison.Ordinal).Replace("dfrac", "frac", StringComparison.Ordinal);
        int equals = stripped.IndexOf('=', StringComparison.Ordinal);
        return equals is > 0 and <= 2 && stripped.IndexOf('=', equals + 1) < 0 ? stripped[(equals + 1)..] : stripped;
    }

    private static double? Number(string text) =>
        double.TryParse(text.Replace(",", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;

    private static string Bare(string text) => string.Concat(text.Where(c => c is not ('(' or ')' or '[' or ']' or '{' or '}')));
}
