using System.Text;

namespace Pure.Text;

/// <summary>What happens to the characters of a text before it is cut into tokens.</summary>
internal static class UnicodeText
{
    /// <summary>The text with each half of a surrogate pair replaced by U+FFFD, then normalised.</summary>
    public static string Prepare(string text, NormalizationForm? form) => Normalize(ReplaceLoneSurrogates(text), form);

    /// <summary>The text normalised; as it is where <paramref name="form"/> is null.</summary>
    public static string Normalize(string text, NormalizationForm? form) => form is NormalizationForm given ? text.Normalize(given) : text;

    /// <summary>The text with each half of a surrogate pair replaced by U+FFFD: normalisation throws on it, and UTF-8 has
    /// no form for it.</summary>
    public static string ReplaceLoneSurrogates(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')) return text;
        StringBuilder clean = new(text.Length);
        Span<char> units = stackalloc char[2];
        foreach (Rune rune in text.EnumerateRunes()) clean.Append(units[..rune.EncodeToUtf16(units)]);
        return clean.ToString();
    }

    /// <summary>Says so if this process cannot normalise: in invariant globalization mode .NET leaves text beyond ASCII
    /// as it is, without an error.</summary>
    /// <exception cref="PureException">ICU is missing or switched off.</exception>
    public static void RequireNormalization()
    {
        if ("e\u0301".Normalize(NormalizationForm.FormC) == "\u00e9") return;
        throw new PureException(
            "The tokenizer needs Unicode normalisation, which this process lacks. Install ICU (libicu) and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
    }
}
