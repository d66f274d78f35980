namespace Pure.Text.Jinja;

/// <summary>The tokens of a template with a position among them.</summary>
internal sealed class JinjaTokens(JinjaSource source)
{
    private const int Deepest = 200;
    private readonly List<JinjaToken> _tokens = JinjaLexer.Tokens(source);
    private int _at;
    private int _depth;

    public JinjaSource Source => source;

    public JinjaToken Now => _tokens[_at];

    public JinjaToken Following => _tokens[Math.Min(_at + 1, _tokens.Count - 1)];

    public int Line => Now.Line;

    /// <summary>The token here; goes on to the next.</summary>
    public JinjaToken Take() => _tokens[_at < _tokens.Count - 1 ? _at++ : _at];

    /// <summary>Takes a symbol or name if it is here.</summary>
    public bool Skip(string text)
    {
        if (!Now.Is(text)) return false;
        Take();
        return true;
    }

    public void Expect(string text)
    {
        if (!Skip(text)) throw source.Broken(Line, $"'{text}' is expected and {Now.Shown} found");
    }

    public JinjaToken Expect(JinjaTokenKind kind, string what) =>
        Now.Kind == kind ? Take() : throw source.Broken(Line, $"{what} is expected and {Now.Shown} found");

    public string Name() => Expect(JinjaTokenKind.Name, "a name").Text;

    /// <summary>Reads something nested, and refuses a template nested so deep that the stack would not hold it.</summary>
    public T Nested<T>(Func<T> read)
    {
        if (++_depth > Deepest) throw source.Unsupported(Line, "more than 200 levels of nesting");
        T result = read();
        _depth--;
        return result;
    }
}
