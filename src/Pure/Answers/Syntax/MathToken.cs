namespace Pure.Answers.Syntax;

/// <summary>A token of an answer.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text in canonical spelling: commands without the backslash, one spelling for each operator.</param>
/// <param name="Position">Where it begins.</param>
/// <param name="SpaceBefore">Whether a blank stands before it.</param>
internal readonly record struct MathToken(MathTokenKind Kind, string Text, int Position, bool SpaceBefore)
{
    public bool Is(string symbol) => Kind == MathTokenKind.Symbol && Text == symbol;

    public bool IsCommand(string name) => Kind == MathTokenKind.Command && Text == name;
}
