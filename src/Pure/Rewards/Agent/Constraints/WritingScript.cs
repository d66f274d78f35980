namespace Pure.Rewards.Agent.Constraints;

/// <summary>Scripts by which the language of a text can be told roughly.</summary>
public enum WritingScript
{
    Latin,
    Cyrillic,
    Greek,
    Arabic,
    Hebrew,
    Devanagari,
    Thai,
    Hangul,

    /// <summary>Hiragana and katakana.</summary>
    Kana,
    Han,
}
