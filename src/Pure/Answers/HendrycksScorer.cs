// The verifiable reward of PURE's branch main: the last \boxed{...} of the text, normalised as in the MATH data set's own grader
// (Hendrycks et al., arXiv 2103.03874), equal as a string to the reference answer. Strict and asymmetric on purpose: it reproduces
// published rewards, and pays for '5\text{ or }6' when the answer is 5. The default checker does neither.
namespace Pure.Answers;

/// <summary>String equivalence of the last boxed answer, for reproducing published rewards.</summary>
public static class HendrycksScorer
{
    private const string Boxed = @"\boxed";

    /// <summary>1 when the last boxed answer of the solution is the reference, or the reference without its commas; else 0.</summary>
    public static double Score(string solution, string reference)
    {
        if (LastBoxed(solution) is not { } answer) return 0;
        return AreEqual(answer, reference) || AreEqual(answer, reference.Replace(",", "", StringComparison.Ordinal)) ? 1 : 0;
    }

    /// <summary>Whether two answers are the same string after normalisation; as they are written when one of them cannot be normalised.</summary>
    public static bool AreEqual(string left, string right) =>
        HendrycksNormalizer.Normalize(left) is { } a && HendrycksNormalizer.Normalize(right) is { } b ? a == b : left == right;

    /// <summary>Content of the last box, or <see langword="null"/> when there is none, it is not closed, or it is an \fbox.</summary>
    public static string? LastBoxed(string text)
    {
        int blank = text.LastIndexOf(Boxed + " ", StringComparison.Ordinal);
        if (blank >= 0)  // "\boxed 7$": up to the next dollar sign; wins over a later "\boxed{"
        {
            string rest = text[(blank + Boxed.Length + 1)..];
            int dollar = rest.IndexOf('$', StringComparison.Ordinal);
            return dollar < 0 ? rest : rest[..dollar];
        }

        int start = text.LastIndexOf(Boxed, StringComparison.Ordinal);
        if (start < 0 || start + Boxed.Length >= text.Length || text[start + Boxed.Length] != '{') return null;
        int depth = 0;
        for (int k = start + Boxed.Length; k < text.Length; k++)
        {
            if (text[k] == '{') depth++;
            if (text[k] == '}' && --depth == 0) return text[(start + Boxed.Length + 1)..k];
        }

        return null;
    }
}
