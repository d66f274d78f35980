// Statements. Known are if, for, set, macro, generation, break and continue: what the chat templates of the supported families use.
namespace Pure.Text.Jinja;

/// <summary>A template's text to statements.</summary>
internal sealed class JinjaParser
{
    private readonly JinjaTokens _tokens;
    private readonly JinjaExpressionParser _expressions;

    private JinjaParser(JinjaSource source)
    {
        _tokens = new JinjaTokens(source);
        _expressions = new JinjaExpressionParser(_tokens);
    }

    /// <summary>Parses a template.</summary>
    /// <exception cref="PureException">It is not sound, or uses something that is not supported; the message names it and its line.</exception>
    public static IReadOnlyList<JinjaStatement> Parse(JinjaSource source)
    {
        var parser = new JinjaParser(source);
        IReadOnlyList<JinjaStatement> statements = parser.Body();
        if (parser._tokens.Now.Kind != JinjaTokenKind.End) throw source.Broken(parser._tokens.Line, $"'{parser._tokens.Following.Text}' closes nothing");
        return statements;
    }

    /// <summary>Statements up to one of the given tags, whose name is the token after the position then; or up to the end.</summary>
    private List<JinjaStatement> Body(params string[] ends) => _tokens.Nested(() =>
    {
        List<JinjaStatement> statements = [];
        while (true)
        {
            JinjaToken token = _tokens.Now;
            switch (token.Kind)
            {
                case JinjaTokenKind.End when ends.Length > 0:
                    throw _tokens.Source.Broken(token.Line, $"'{ends[^1]}' is missing");
                case JinjaTokenKind.End:
                    return statements;
                case JinjaTokenKind.Text:
                    statements.Add(new JinjaStatement.Text(token.Line, _tokens.Take().Text));
                    break;
                case JinjaTokenKind.OutputBegin:
                    _tokens.Take();
                    statements.Add(new JinjaStatement.Output(token.Line, _expressions.ExpressionOrTuple()));
                    _tokens.Expect(JinjaTokenKind.OutputEnd, "'}}'");
                    break;
                default:
                    if (ends.Contains(_tokens.Following.Text, StringComparer.Ordinal) || IsClosing(_tokens.Following.Text)) return statements;
                    _tokens.Take();
                    statements.Add(Statement());
                    break;
            }
        }
    });

    private static bool IsClosing(string name) => name is "else" or "elif" || name.StartsWith("end", StringComparison.Ordinal);

    private JinjaStatement Statement()
    {
        JinjaToken keyword = _tokens.Expect(JinjaTokenKind.Name, "a statement");
        return keyword.Text switch
        {
            "if" => If(keyword.Line),
            "for" => For(keyword.Line),
            "set" => Set(keyword.Line),
            "macro" => Macro(keyword.Line),
            "generation" => Ended(() => new JinjaStatement.Generation(keyword.Line, Block("endgeneration"))),
            "break" => Ended(() => new JinjaStatement.Break(keyword.Line)),
            "continue" => Ended(() => new JinjaStatement.Continue(keyword.Line)),
            _ => throw _tokens.Source.Unsupported(keyword.Line, $"the statement '{keyword.Text}'"),
        };
    }

    private JinjaStatement.If If(int line)
    {
        List<(JinjaExpression?, IReadOnlyList<JinjaStatement>)> branches = [];
        JinjaExpression? condition = _expressions.Expression();
        while (true)
        {
            End();
            List<JinjaStatement> body = condition is null ? Body("endif") : Body("elif", "else", "endif");
            branches.Add((condition, body));
            string tag = Tag(condition is null ? ["endif"] : ["elif", "else", "endif"]);
            if (tag == "endif") break;
            condition = tag == "elif" ? _expressions.Expression() : null;
        }

        End();
        return new JinjaStatement.If(line, branches);
    }

    private JinjaStatement.For For(int line)
    {
        List<string> names = Names();
        _tokens.Expect("in");
        JinjaExpression items = _expressions.WithoutCondition();
        JinjaExpression? condition = _tokens.Skip("if") ? _expressions.Expression() : null;
        if (_tokens.Now.Is("recursive")) throw _tokens.Source.Unsupported(_tokens.Line, "'recursive'");
        End();
        List<JinjaStatement> body = Body("else", "endfor"), otherwise = [];
        if (Tag("else", "endfor") == "else")
        {
            End();
            otherwise = Body("endfor");
            Tag("endfor");
        }

        End();
        return new JinjaStatement.For(line, names, items, condition) { Body = body, Otherwise = otherwise };
    }

    private JinjaStatement Set(int line)
    {
        List<string> names = Names();
        string? attribute = names.Count == 1 && _tokens.Skip(".") ? _tokens.Name() : null;
        if (_tokens.Skip("="))
        {
            JinjaExpression value = _expressions.ExpressionOrTuple();
            End();
            return new JinjaStatement.Set(line, names, attribute, value);
        }

        if (names.Count > 1 || attribute is not null) throw _tokens.Source.Broken(line, "'=' is missing behind 'set'");
        if (_tokens.Now.Is("|")) throw _tokens.Source.Unsupported(line, "a filter on a 'set' block");
        End();
        return new JinjaStatement.SetBlock(line, names[0], Block("endset"));
    }

    private JinjaStatement.Macro Macro(int line)
    {
        string name = _tokens.Name();
        _tokens.Expect("(");
        List<(string, JinjaExpression?)> parameters = [];
        while (!_tokens.Skip(")"))
        {
            string parameter = _tokens.Name();
            parameters.Add((parameter, _tokens.Skip("=") ? _expressions.Expression() : null));
            if (!_tokens.Now.Is(")")) _tokens.Expect(",");
        }

        End();
        return new JinjaStatement.Macro(line, name, parameters, Block("endmacro"));
    }

    private List<string> Names()
    {
        List<string> names = [];
        bool inParenthesis = _tokens.Skip("(");
        do names.Add(_tokens.Name());
        while (_tokens.Skip(","));
        if (inParenthesis) _tokens.Expect(")");
        return names;
    }

    /// <summary>A body that is closed by one tag, which is read too.</summary>
    private List<JinjaStatement> Block(string end)
    {
        List<JinjaStatement> body = Body(end);
        Tag(end);
        End();
        return body;
    }

    /// <summary>The name of the tag here, which must be one of the given.</summary>
    private string Tag(params string[] names)
    {
        _tokens.Expect(JinjaTokenKind.BlockBegin, "a tag");
        JinjaToken name = _tokens.Take();
        return names.Contains(name.Text, StringComparer.Ordinal)
            ? name.Text
            : throw _tokens.Source.Broken(name.Line, $"'{names[^1]}' is expected and {name.Shown} found");
    }

    private JinjaStatement Ended(Func<JinjaStatement> rest)
    {
        End();
        return rest();
    }

    private void End() => _tokens.Expect(JinjaTokenKind.BlockEnd, "'%}'");
}
