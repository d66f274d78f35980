namespace Pure.Answers.Syntax;

/// <summary>The readings that a pair of answers can have; usually one.</summary>
internal static class Readings
{
    /// <summary>The readings to try, the usual one first.</summary>
    public static IEnumerable<(Reading Reading, bool NaturalLog)> For(string gold, string prediction, AnswerProfile profile)
    {
        var usual = new Reading(Continued: profile.Rounding);
        yield return (usual, false);
        string both = gold + "\n" + prediction;
        if (HasCall(both)) yield return (usual with { Calls = false }, false);
        if (HasGroup(both)) yield return (usual with { Thousands = false }, false);
        if (HasExponent(both)) yield return (usual with { Scientific = false }, false);
        if (both.Contains(' ', StringComparison.Ordinal) && HasUnitLetter(both)) yield return (usual with { Units = false }, false);
        if (both.Contains("log", StringComparison.OrdinalIgnoreCase)) yield return (usual, true);
    }

    private static bool HasCall(string text)
    {
        for (int k = 1; k < text.Length; k++)
        {
            if (text[k] == '(' && (char.IsLetter(text[k - 1]) || text[k - 1] is ' ' or '}' or '\'' || char.IsDigit(text[k - 1]))) return true;
        }

        return text.Contains(@"\left(", StringComparison.Ordinal);
    }

    private static bool HasGroup(string text)
    {
        for (int k = 1; k + 3 < text.Length; k++)
        {
            if (text[k] == ',' && char.IsAsciiDigit(text[k - 1]) && char.IsAsciiDigit(text[k + 1]) && char.IsAsciiDigit(text[k + 2]) && char.IsAsciiDigit(text[k + 3])) return true;
        }

        return false;
    }

    private static bool HasExponent(string text)
    {
        for (int k = 1; k + 1 < text.Length; k++)
        {
            if (text[k] is 'e' or 'E' && char.IsAsciiDigit(text[k - 1]) && (char.IsAsciiDigit(text[k + 1]) || text[k + 1] is '-' or '+' or '−')) return true;
        }

        return false;
    }

    private static bool HasUnitLetter(string text)
    {
        for (int k = 2; k < text.Length; k++)
        {
            if (text[k - 1] == ' ' && char.IsAsciiDigit(text[k - 2]) && Units.IsUnitLetter(text[k].ToString())) return true;
        }

        return false;
    }
}
