namespace Pure.Rewards.Agent.Constraints;

/// <summary>What can be counted in a text.</summary>
public enum TextUnit
{
    /// <summary>Runs of letters, digits, apostrophes and hyphens.</summary>
    Words,

    /// <summary>Runs of text that end in . ! or ? before a space or the end.</summary>
    Sentences,

    /// <summary>Blocks between blank lines.</summary>
    Paragraphs,

    /// <summary>Characters as a reader counts them.</summary>
    Characters,

    /// <summary>Lines that are not blank.</summary>
    Lines,

    /// <summary>Lines that begin with -, * or a bullet.</summary>
    Bullets,

    /// <summary>Lines that begin with a number and a dot or parenthesis.</summary>
    NumberedItems,

    /// <summary>Markdown headings: lines that begin with # to ######.</summary>
    Sections,
}
