using System.Text;
using Pure.Answers.Expressions;
using Pure.Answers.Numbers;

namespace Pure.Answers.Syntax;

/// <content>Brackets, fractions, roots, matrices, sums.</content>
internal sealed partial class ExpressionParser
{
    private Node Bracketed(string open)
    {
        if (open.StartsWith("set:", StringComparison.Ordinal))
        {
            _at++;
            return Current.Is("_") && open == "set:R" ? HalfLine() : new Node.NamedSet(open[4..]);
        }

        switch (open)
        {
            case "(" or "[": return RoundOrSquare();
            case "⟨" or "<": return Angle();
            case "{": return Group();
            case "\\{": return BracedSet();
            case "|": return Bars("|", "abs");
            case "||": return Bars("||", "norm");
            case "⌊": return Rounded("⌋", "floor");
            case "⌈": return Rounded("⌉", "ceil");
            case "∅":
                _at++;
                return new Node.NamedSet("∅");
            case "inf":
                _at++;
                return new Node.Constant(ConstantKind.Infinity);
            default: throw new UnreadableException($"'{open}' is not expected here");
        }
    }

    /// <summary>The reals above or below 0, as a subscript says.</summary>
    private Node HalfLine()
    {
        _at++;
        string side = Current.Is("{") ? Flat() ?? "" : Digits();
        Node infinity = new Node.Constant(ConstantKind.Infinity);
        return side switch
        {
            ">=0" or "+0" => new Node.Interval(Build.Zero, infinity, LowClosed: true, HighClosed: false),
            "<=0" => new Node.Interval(Build.Negative(infinity), Build.Zero, LowClosed: false, HighClosed: true),
            ">0" or "+" => new Node.NamedSet("R+"),
            "<0" or "-" => new Node.NamedSet("R-"),
            _ => throw new UnreadableException("a subscript of R that is not known"),
        };
    }

    private Node Rounded(string close, string name)
    {
        _at++;
        Node inside = Sum();
        Expect(close);
        return new Node.Function(name, [inside]);
    }

    private Node Bars(string bar, string name)
    {
        _at++;
        _bars++;
        Node inside = Sum();
        _bars--;
        Expect(bar);
        return inside is Node.Matrix ? new Node.Function("det", [inside]) : new Node.Function(name, [inside]);
    }

    /// <summary>Round and square brackets: a group, a tuple or an interval.</summary>
    private Node RoundOrSquare()
    {
        bool lowClosed = Current.Is("[");
        _at++;
        int bars = _bars;
        bool condition = _condition;
        (_bars, _condition) = (0, false);
        Node inside = Current.Is(")") ? throw new UnreadableException("empty brackets") : List();
        (_bars, _condition) = (bars, condition);
        bool highClosed = Current.Is("]");
        if (!Take(")")) Expect("]");
        IReadOnlyList<Node> items = inside is Node.Several several ? several.Items : [inside];
        if (items.Count == 1) return lowClosed == highClosed ? inside : throw new UnreadableException("brackets that do not match");
        if (items.Count == 2 && (lowClosed || highClosed)) return new Node.Interval(items[0], items[1], lowClosed, highClosed);
        return lowClosed == highClosed ? new Node.Ordered(items, Round: !lowClosed) : throw new UnreadableException("brackets that do not match");
    }

    private Node Angle()
    {
        _at++;
        Node inside = List();
        Expect("⟩");
        return new Node.Ordered(inside is Node.Several several ? several.Items : [inside], Round: false);
    }

    /// <summary>Braces of LaTeX: invisible, or a set written without its backslashes.</summary>
    private Node Group()
    {
        Expect("{");
        if (Take("}")) return (Current.Is("_") || Current.Is("^")) && Combination() is { } ways ? ways : new Node.NamedSet("∅");
        int bars = _bars;
        _bars = 0;
        Node inside = List();
        if (Current.IsCommand("choose"))
        {
            _at++;
            inside = new Node.Function("binom", [inside, List()]);
        }
        else if (Current.IsCommand("over"))
        {
            _at++;
            inside = Build.Over(inside, List());
        }

        _bars = bars;
        Expect("}");
        return inside is Node.Several several ? new Node.Braces(several.Items) : inside;
    }

    private Node BracedSet()
    {
        Expect("\\{");
        if (Take("\\}")) return new Node.NamedSet("∅");
        if (Current is { Kind: MathTokenKind.Command, Text: "begin:array" or "begin:aligned" or "begin:matrix" }) return OpenSystem();
        (int bars, bool condition) = (_bars, _condition);
        (_bars, _condition) = (0, IsBuilder());
        bool builder = _condition;
        Node first = List();
        Node result;
        if (builder && (Take("|") || Take(":")))
        {
            _condition = false;
            result = new Node.SetBuilder(first, List());
        }
        else result = new Node.Braces(first is Node.Several several ? several.Items : [first]);
        (_bars, _condition) = (bars, condition);
        Expect("\\}");
        return result;
    }

    /// <summary>Whether a bar or colon between these braces separates an element from its condition.</summary>
    private bool IsBuilder()
    {
        int depth = 0, bars = 0;
        for (int k = _at; k < _tokens.Count; k++)
        {
            if (_tokens[k].Is("\\{")) depth++;
            else if (_tokens[k].Is("\\}") && depth-- == 0) break;
            else if (_tokens[k].Is("|")) bars++;
            else if (_tokens[k].Is(":")) return true;
        }

        return bars % 2 == 1;
    }

    private Node Command()
    {
        string name = Current.Text;
        _at++;
        if (name.StartsWith("begin:", StringComparison.Ordinal)) return Environment(name[6..]);
        switch (name)
        {
            case "frac": return Fraction();
            case "binom": return new Node.Function("binom", [Argument(), Argument()]);
            case "sqrt": return Root();
            case "sum" or "prod" or "int" or "iint" or "oint" or "lim": return Big(name);
            case "overline" or "bar" or "hat" or "widehat" or "tilde" or "widetilde" or "vec" or "dot" or "ddot" or "overrightarrow" or "overleftrightarrow" or "overarc":
                return Accented(name);
            case "pmod": return new Node.Call("pmod", [Argument()]);
            default: throw new UnreadableException($"\\{name} is not expected here");
        }
    }

    private Node Accented(string accent)
    {
        int start = _at;
        if (Current.Kind is MathTokenKind.Letter or MathTokenKind.Upright)
        {
            // Without braces the accent is that of one letter; a subscript behind it is that of the whole.
            _at++;
            string letter = _tokens[start].Text;
            if (accent is "dot" or "ddot" && Take("_")) letter += $"_{Subscript()}";
            return Indexed(AccentedName(accent, letter));
        }

        Node inside = Argument();
        if (accent is "overline" or "bar" && inside is Node.Constant or Node.Sum && NodeParts.Any(inside, part => part is Node.Constant { Kind: ConstantKind.I })) return new Node.Function("conj", [inside]);
        string text = string.Concat(_tokens[start.._at].Where(token => token.Text is not ("{" or "}")).Select(token => token.Text));
        if (accent is "dot" or "ddot" && !text.Contains('_', StringComparison.Ordinal) && Take("_")) text += $"_{Subscript()}";
        return Indexed(AccentedName(accent, text));
    }

    /// <summary>A dot is the derivative by time.</summary>
    private static string AccentedName(string accent, string name) => accent switch { "dot" => $"d{name}/dt", "ddot" => $"d^2{name}/dt^2", "overrightarrow" => $"vec({name})", "widehat" => $"hat({name})", "widetilde" => $"tilde({name})", "overline" => $"bar({name})", _ => $"{accent}({name})" };

    private Node Fraction()
    {
        int start = _at;
        if (Derivative() is { } derivative) return derivative;
        _at = start;
        Node top = Argument();
        return Build.Over(top, Argument());
    }

    /// <summary>dx/dt and the like are one name.</summary>
    private Node.Symbol? Derivative()
    {
        if (!Current.Is("{") || Next is not { Text: "d" or "∂" }) return null;
        string? top = Flat(), bottom = top is null ? null : Flat();
        return bottom is { Length: > 1 } && bottom[0] is 'd' or '∂' && bottom is not null ? new Node.Symbol($"{top}/{bottom}") : null;
    }

    private string? Flat()
    {
        if (!Current.Is("{")) return null;
        var text = new StringBuilder();
        int depth = 0;
        do
        {
            if (Current.Kind == MathTokenKind.End) return null;
            if (Current.Is("{")) depth++;
            else if (Current.Is("}")) depth--;
            else text.Append(Current.Text);
            _at++;
        }
        while (depth > 0);
        return text.Length <= 24 ? text.ToString() : null;
    }

    /// <summary>The argument of a command: a group, one digit, or one atom.</summary>
    private Node Argument()
    {
        Enter();
        Node result;
        if (Current.Is("{")) result = Group();
        else if (Current.Kind == MathTokenKind.Number && Current.Text.Length > 1 && char.IsAsciiDigit(Current.Text[0]))
        {
            MathToken token = Current;
            _tokens[_at] = token with { Text = token.Text[..1] };
            _tokens.Insert(_at + 1, token with { Text = token.Text[1..], SpaceBefore = false });
            result = Literal();
        }
        else result = Unbraced();
        _depth--;
        return result;
    }

    private Node Root()
    {
        Node degree = new Node.Number(2);
        if (Take("["))
        {
            degree = Sum();
            Expect("]");
        }

        if (Current.Is("^")) throw new UnreadableException("a root with an exponent");
        Enter();
        Node inside = Current.Is("{") ? Group() : Unbraced();
        _depth--;
        return Build.Root(inside, degree);
    }
}
