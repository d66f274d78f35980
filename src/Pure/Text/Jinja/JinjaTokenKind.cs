namespace Pure.Text.Jinja;

/// <summary>What a token of a template is.</summary>
internal enum JinjaTokenKind
{
    /// <summary>Text between tags, after white space control.</summary>
    Text,

    /// <summary><c>{{</c></summary>
    OutputBegin,

    /// <summary><c>}}</c></summary>
    OutputEnd,

    /// <summary><c>{%</c></summary>
    BlockBegin,

    /// <summary><c>%}</c></summary>
    BlockEnd,

    /// <summary>A name or keyword.</summary>
    Name,

    /// <summary>A string literal, without quotes and escapes.</summary>
    String,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with a point or an exponent.</summary>
    Float,

    /// <summary>An operator or a bracket.</summary>
    Symbol,

    /// <summary>The end of the template.</summary>
    End,
}
