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

    [Fact]
    public void Numerals_and_words_are_read_as_these_trees() => AnswerTable.Check("numerals-and-words", text => Tree(text, new Reading()));

    [Fact]
    public void Units_behind_values_are_read_as_these_trees() => AnswerTable.Check("quantities", text => Tree(text, new Reading()));

    /// <summary>One rule of reading turned, the text, the tree.</summary>
    [Fact]
    public void A_reading_gives_this_tree()
    {
        string[] wrong = [.. AnswerTable.Rows("reading-rules").Select(row => (Row: row, Got: Tree(row[1], Turned(row[0])))).Where(pair => pair.Got != pair.Row[2]).Select(pair => $"{pair.Row[0]} {pair.Row[1]}: {pair.Got} and not {pair.Row[2]}")];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    private static Reading Turned(string rule) => rule switch
    {
        "calls" => new Reading(Calls: false),
        "thousands" => new Reading(Thousands: false),
        "scientific" => new Reading(Scientific: false),
        "units" => new Reading(Units: false),
        "continued" => new Reading(Continued: true),
        "engineering" => new Reading(EngineeringUnit: true),
        "combinations" => new Reading(Combinations: true),
        "sentences" => new Reading(Sentences: true),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "no such rule"),
    };

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
