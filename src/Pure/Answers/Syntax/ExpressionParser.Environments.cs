using Pure.Answers.Expressions;

namespace Pure.Answers.Syntax;

/// <content>Environments: alignments, matrices, systems of equations, functions in pieces.</content>
internal sealed partial class ExpressionParser
{
    private Node Environment(string name)
    {
        if (name is "aligned" or "align" or "equation" or "gather" or "gathered" or "split" or "displaymath")
        {
            OneLine($"end:{name}");
            Node inside = List();
            if (!Current.IsCommand($"end:{name}")) throw new UnreadableException("an environment that is not closed");
            _at++;
            return inside;
        }

        if (name is "cases" or "dcases" or "rcases") Separate($"end:{name}");

        if (name == "array" && Current.Is("{")) Flat();
        List<IReadOnlyList<Node>> rows = Rows(name);
        if (name is "cases" or "dcases" or "rcases") return Cases(rows);
        if (rows.Count == 0 || rows.Exists(r => r.Count != rows[0].Count)) throw new UnreadableException("a matrix of uneven rows");
        var matrix = new Node.Matrix(rows);
        return name is "vmatrix" ? new Node.Function("det", [matrix]) : matrix;
    }

    /// <summary>The lines of an alignment beside each other: a line that begins with a relation goes on with the one before it.</summary>
    private void OneLine(string end)
    {
        for (int k = _at; k < _tokens.Count && !_tokens[k].IsCommand(end); k++)
        {
            if (_tokens[k].Is("&")) _tokens.RemoveAt(k--);
            else if (_tokens[k].Is("\\\\"))
            {
                while (_tokens[k + 1].Is("&") || _tokens[k + 1].Is("\\\\")) _tokens.RemoveAt(k + 1);
                bool goesOn = _tokens[k + 1].IsCommand(end) || _tokens[k + 1] is { Kind: MathTokenKind.Symbol, Text: "=" or "~" or "<" or ">" or "<=" or ">=" };
                if (goesOn) _tokens.RemoveAt(k--);
                else _tokens[k] = _tokens[k] with { Text = "," };
            }
        }
    }

    /// <summary>Puts the sign between a value and its condition where only a word such as "if" separates them.</summary>
    private void Separate(string end)
    {
        bool open = true;
        for (int k = _at; k < _tokens.Count && !_tokens[k].IsCommand(end); k++)
        {
            if (_tokens[k].Is("\\\\")) open = true;
            else if (_tokens[k].Is("&")) open = false;
            else if (open && k > _at && _tokens[k] is { Kind: MathTokenKind.Words, Text: var word } && !_tokens[k - 1].Is("\\\\") && word.Split(' ')[0].ToLowerInvariant() is "if" or "for" or "when" or "where" or "otherwise" or "else" or "elsewhere")
            {
                _tokens.Insert(k, _tokens[k] with { Kind = MathTokenKind.Symbol, Text = "&" });
                open = false;
            }
        }
    }

    private List<IReadOnlyList<Node>> Rows(string name)
    {
        bool pieces = name.EndsWith("cases", StringComparison.Ordinal);
        var rows = new List<IReadOnlyList<Node>>();
        var row = new List<Node>();
        (int bars, int depth) = (_bars, _depth);
        _bars = 0;
        _depth++;
        while (!Current.IsCommand($"end:{name}"))
        {
            row.Add(pieces && row.Count > 0 ? Condition() : Element());
            if (pieces && Current is { Kind: MathTokenKind.Symbol, Text: "," or ";" or "." }) _at++;
            else if (pieces && Current.Kind == MathTokenKind.Words) continue;
            if (Take("&")) continue;
            if (Current.Is("\\\\") || Current.IsCommand($"end:{name}"))
            {
                rows.Add(row);
                row = [];
                while (Take("\\\\")) { }
            }
            else if (!pieces) throw new UnreadableException("a matrix that is not closed");
            if (rows.Count > 64 || row.Count > MaximumItems) throw new UnreadableException("a matrix that is too large");
        }

        _at++;
        (_bars, _depth) = (bars, depth);
        if (row.Count > 0) rows.Add(row);
        return rows;
    }

    /// <summary>When a piece holds: "if" and "for" say nothing, "otherwise" is what the others leave.</summary>
    private Node Condition()
    {
        while (Current is { Kind: MathTokenKind.Words, Text: var word } && word.ToLowerInvariant() is "if" or "for" or "when" or "where" or "as" or "for all") _at++;
        if (Current is { Kind: MathTokenKind.Words, Text: var rest } && rest.ToLowerInvariant() is "otherwise" or "else" or "elsewhere")
        {
            _at++;
            return new Node.Words("otherwise");
        }

        Node first = Element();
        if (first is Node.Quantity { Unit: var said } told && said.StartsWith("is ", StringComparison.Ordinal)) first = told with { Unit = said[3..] };
        return Current is { Kind: MathTokenKind.Symbol, Text: "and" or "or" } joint ? Joined(first, joint.Text) : first;
    }

    private Node.Several Joined(Node first, string connector)
    {
        _at++;
        return new Node.Several([first, Element()], Connector: connector);
    }

    /// <summary>Rows of one entry are equations that hold together; of two, values and their conditions.</summary>
    private static Node Cases(List<IReadOnlyList<Node>> rows)
    {
        if (rows.Count == 0 || rows.Exists(row => row.Count > 3)) throw new UnreadableException("cases that cannot be read");
        if (rows.TrueForAll(row => row.Count == 1)) return rows.Count == 1 ? rows[0][0] : new Node.Several([.. rows.Select(row => row[0])]);
        if (rows.Exists(row => row.Count == 1)) throw new UnreadableException("cases of uneven rows");
        return new Node.Piecewise([.. rows.Select(row => row[0])], [.. rows.Select(row => row.Count == 2 ? row[1] : new Node.Several([row[1], row[2]], Connector: "and"))]);
    }

    /// <summary>A left brace before an array: a system of equations when no right brace closes it.</summary>
    private Node OpenSystem()
    {
        string name = Current.Text["begin:".Length..];
        _at++;
        if (name == "array" && Current.Is("{")) Flat();
        Node system = name == "aligned" ? Environment(name) : Cases(Rows(name));
        Take("\\}");
        return system;
    }
}
