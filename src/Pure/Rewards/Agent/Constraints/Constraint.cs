// A closed language of constraints on a text, in the place of generated code: a language model translates "at most 50 words" into
// {"kind": "count", "unit": "words", "at_most": 50}, and nothing it writes is ever executed. The language has no loops and no names; a
// check takes time in proportion to the text.
namespace Pure.Rewards.Agent.Constraints;

/// <summary>Something that a text fulfils or does not.</summary>
public abstract record Constraint
{
    /// <summary>Checks a text.</summary>
    public abstract bool Holds(string text);
}
