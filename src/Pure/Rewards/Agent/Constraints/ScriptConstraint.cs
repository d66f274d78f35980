using System.Text;

namespace Pure.Rewards.Agent.Constraints;

/// <summary>Asks that most letters of a text belong to one script.</summary>
public sealed record ScriptConstraint(WritingScript Script) : Constraint
{
    private const double Share = 0.8;

    /// <inheritdoc/>
    public override bool Holds(string text)
    {
        Rune[] letters = [.. text.EnumerateRunes().Where(Rune.IsLetter)];

        WritingScript?[] scripts = [.. letters.Select(rune => ScriptOf(rune.Value))];
        int own = scripts.Count(script => script == Script);

        // Japanese is written in kana and Han together.
        if (Script == WritingScript.Kana && own > 0) own += scripts.Count(script => script == WritingScript.Han);
        return own > 0 && own >= Share * letters.Length;
    }

    private static WritingScript? ScriptOf(int letter) => letter switch
    {
        < 0x0250 or (>= 0x1E00 and < 0x1F00) => WritingScript.Latin,
        >= 0x0370 and < 0x0400 or (>= 0x1F00 and < 0x2000) => WritingScript.Greek,
        >= 0x0400 and < 0x0530 => WritingScript.Cyrillic,
        >= 0x0590 and < 0x0600 => WritingScript.Hebrew,
        >= 0x0600 and < 0x0780 or (>= 0xFB50 and < 0xFE00) or (>= 0xFE70 and < 0xFF00) => WritingScript.Arabic,
        >= 0x0900 and < 0x0980 => WritingScript.Devanagari,
        >= 0x0E00 and < 0x0E80 => WritingScript.Thai,
        >= 0x1100 and < 0x1200 or (>= 0xAC00 and < 0xD7B0) => WritingScript.Hangul,
        >= 0x3040 and < 0x3100 => WritingScript.Kana,
        >= 0x3400 and < 0xA000 or (>= 0xF900 and < 0xFB00) or (>= 0x20000 and < 0x32000) => WritingScript.Han,
        _ => null,
    };
}
