namespace Pure.Answers.Syntax;

/// <summary>The readings that a pair of answers can have; usually one.</summary>
internal static class Readings
{
    /// <summary>The readings to try, the usual one first.</summary>
    public static IEnumerable<(Reading Reading, bool NaturalLog)> For(string gold, string prediction, AnswerProfile profile)
    {
        var usual = new Reading(Continued: profile.Rounding, Sentences: !profile.BoxOnly);
        yield return (usual, false);
        string both = MathLexer.Narrow($"{gold}\n{prediction}");
        if (HasCall(both)) yield return (usual with { Calls = false }, false);
        if (HasGroup(both)) yield return (usual with { Thousands = false }, false);
        if (HasExponent(both)) yield return (usual with { Scientific = false }, false);
        if ((both.Contains(' ', StringComparison.Ordinal) && HasUnitLetter(both)) || both.Contains(@"\mu", StringComparison.Ordinal) || both.Contains('μ', StringComparison.Ordinal) || both.Contains('µ', StringComparison.Ordinal)) yield return (usual with { Units = false }, false);
        if (HasLetter(gold, 'j') != HasLetter(prediction, 'j') && (HasLetter(gold, 'i') != HasLetter(prediction, 'i') || both.Contains("angle", StringComparison.Ordinal) || both.Contains('∠', StringComparison.Ordinal))) yield return (usual with { EngineeringUnit = true }, false);
        if (HasCombination(gold) != HasCombination(prediction)) yield return (usual with { Combinations = true }, false);
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

    /// <summary>Whether a letter stands by itself, in no word and no command.</summary>
    private static bool HasLetter(string text, char letter)
    {
        for (int k = 0; k < text.Length; k++)
        {
            if (text[k] == letter && (k == 0 || !(char.IsAsciiLetter(text[k - 1]) || text[k - 1] is '\\' or '_')) && (k + 1 >= text.Length || !(char.IsAsciiLetter(text[k + 1]) || text[k + 1] == '_'))) return true;
        }

        return false;
    }

    private static bool HasCombination(string text) => text.Contains("C_", StringComparison.Ordinal) || text.Contains("C}_", StringComparison.Ordinal) || text.Contains("C^", StringComparison.Ordinal) || text.Contains("C}^", StringComparison.Ordinal);

    private static bool HasGroup(string text)
    {
        for (int k = 1; k + 3 < text.Length; k++)
        {
            if (text[k] == ',' && text[k + 1] != '0' && char.IsAsciiDigit(text[k - 1]) && char.IsAsciiDigit(text[k + 1]) && char.IsAsciiDigit(text[k + 2]) && char.IsAsciiDigit(text[k + 3]) && !IsMoney(text, k)) return true;
        }

        return false;
    }

    /// <summary>Whether the digits up to a position have the sign of a currency in front.</summary>
    private static bool IsMoney(string text, int at)
    {
        while (at > 0 && (char.IsAsciiDigit(text[at - 1]) || text[at - 1] == ',')) at--;
        return at > 0 && (text[at - 1] is '€' or '£' or '¥' or '₹' || (text[at - 1] == '$' && at > 1 && text[at - 2] == '\\'));
    }

    private static bool HasExponent(string text)
    {
        for (int k = 1; k + 1 < text.Length; k++)
        {
            if (text[k] is 'e' or 'E' && char.IsAsciiDigit(text[k - 1]) && (char.IsAsciiDigit(text[k + 1]) || text[k + 1] is '-' or '+' or '−')) return true;
        }

        return text.Contains("{e}", StringComparison.Ordinal) || text.Contains("{E}", StringComparison.Ordinal);
    }

    private static bool HasUnitLetter(string text)
    {
        for (int k = 2; k < text.Length; k++)
        {
            if (text[k - 1] == ' ' && (char.IsAsciiDigit(text[k - 2]) || text[k - 2] == '}') && Units.IsUnitLetter(text[k].ToString())) return true;
        }

        return false;
    }
}
