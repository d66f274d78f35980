namespace Pure.Answers.Syntax;

/// <summary>Kinds of tokens.</summary>
internal enum MathTokenKind
{
    /// <summary>Digits, with a decimal point perhaps; thousands separators are gone.</summary>
    Number,

    /// <summary>A single letter or the name of a greek one.</summary>
    Letter,

    /// <summary>A letter in upright type: perhaps a unit.</summary>
    Upright,

    /// <summary>A word in plain text, or the words of a \text{}.</summary>
    Words,

    /// <summary>A known function.</summary>
    Function,

    /// <summary>A command with arguments, such as frac.</summary>
    Command,

    /// <summary>Operators, brackets, separators.</summary>
    Symbol,

    /// <summary>Currency.</summary>
    Currency,

    /// <summary>The end.</summary>
    End,
}
