using Pure.Answers;
using Pure.Answers.Syntax;

namespace Pure.Tests.Answers;

/// <summary>The tree of a text, spelling by spelling and rule by rule; the answer as words where it is no formula.</summary>
public sealed class SyntaxTableTests
{
    [Fact]
    public void Spellings_are_read_as_these_trees() => AnswerTable.Check("lexing", text => Tree(text, new Reading()));

    [Fact]
    public void Structures_are_read_as_these_trees() => AnswerTable.Check("parsing", text => Tree(text, new Reading()));

    private static string Tree(string text, Reading reading)
    {
        try
        {
            return AnswerReader.Read(text, reading, new Fuel(Fuel.PerGrading)).ToString();
        }
        catch (UnreadableException e)
        {
            return $"! {e.Message}";
        }
    }
}
