namespace Pure.Text;

/// <summary>What the split patterns tell apart, for each Unicode scalar value (not for each UTF-16 unit, which is where
/// .NET's own regular expressions go wrong beyond U+FFFF).</summary>
internal enum CharacterClass : byte
{
    /// <summary>Neither letter, number nor white space.</summary>
    Other,

    /// <summary><c>\p{L}</c>.</summary>
    Letter,

    /// <summary><c>\p{N}</c>: digits, letter numbers such as Ⅷ, and others such as ½.</summary>
    Number,

    /// <summary><c>[\r\n]</c>.</summary>
    LineEnd,

    /// <summary><c>\s</c> without carriage return and line feed.</summary>
    Space,
}
