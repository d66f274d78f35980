// Expressions, with Jinja's precedences: conditional, or, and, not, comparisons, + and -, ~, * / // %, **, signs, then what stands
// behind a value: members, calls, filters and tests. Filters and tests that are not known are refused here, when a template is loaded.
using System.Globalization;

namespace Pure.Text.Jinja;

/// <summary>Tokens to expressions.</summary>
internal sealed class JinjaExpressionParser(JinjaTokens tokens)
{
    private static readonly string[] Comparisons = ["==", "!=", "<", ">", "<=", ">="];

    /// <summary>Any expression.</summary>
    public JinjaExpression Expression() => tokens.Nested(Conditional);

    /// <summary>One expression, or several with commas between them, which make a list.</summary>
    public JinjaExpression ExpressionOrTuple()
    {
        int line = tokens.Line;
        JinjaExpression first = Expression();
        if (!tokens.Now.Is(",")) return first;
        List<JinjaExpression> items = [first];
        while (tokens.Skip(",") && tokens.Now.Kind is not (JinjaTokenKind.BlockEnd or JinjaTokenKind.OutputEnd)) items.Add(Expression());
        return new JinjaExpression.ListOf(line, items);
    }

    /// <summary>An expression without <c>if</c>: the items of a loop, whose <c>if</c> is the loop's own.</summary>
    public JinjaExpression WithoutCondition() => tokens.Nested(Or);

    private JinjaExpression Conditional()
    {
        JinjaExpression then = Or();
        while (tokens.Now.Is("if"))
        {
            int line = tokens.Take().Line;
            JinjaExpression condition = Or();
            JinjaExpression? otherwise = tokens.Skip("else") ? Expression() : null;
            then = new JinjaExpression.Conditional(line, condition, then, otherwise);
        }

        return then;
    }

    private JinjaExpression Or() => LeftToRight(And, "or");

    private JinjaExpression And() => LeftToRight(Not, "and");

    private JinjaExpression Not()
    {
        if (!tokens.Now.Is("not")) return Comparison();
        int line = tokens.Take().Line;
        return new JinjaExpression.Unary(line, "not", tokens.Nested(Not));
    }

    private JinjaExpression Comparison()
    {
        int line = tokens.Line;
        JinjaExpression first = Sum();
        List<(string, JinjaExpression)> rest = [];
        while (ComparisonOperator() is { } compared) rest.Add((compared, Sum()));
        return rest.Count == 0 ? first : new JinjaExpression.Comparison(line, first, rest);
    }

    private string? ComparisonOperator()
    {
        if (tokens.Now.Kind == JinjaTokenKind.Symbol && Comparisons.Contains(tokens.Now.Text, StringComparer.Ordinal)) return tokens.Take().Text;
        if (tokens.Skip("in")) return "in";
        if (!tokens.Now.Is("not") || !tokens.Following.Is("in")) return null;
        tokens.Take();
        tokens.Take();
        return "not in";
    }

    private JinjaExpression Sum() => LeftToRight(Joined, "+", "-");

    private JinjaExpression Joined() => LeftToRight(Product, "~");

    private JinjaExpression Product() => LeftToRight(Power, "*", "/", "//", "%");

    private JinjaExpression Power() => LeftToRight(() => Signed(takesFilters: true), "**");

    private JinjaExpression LeftToRight(Func<JinjaExpression> operand, params ReadOnlySpan<string> operators)
    {
        JinjaExpression left = operand();
        while (true)
        {
            string? found = null;
            foreach (string candidate in operators)
            {
                if (tokens.Now.Is(candidate)) found = candidate;
            }

            if (found is null) return left;
            int line = tokens.Take().Line;
            left = new JinjaExpression.Binary(line, found, left, operand());
        }
    }

    private JinjaExpression Signed(bool takesFilters)
    {
        int line = tokens.Line;
        JinjaExpression value = tokens.Now.Is("-") || tokens.Now.Is("+")
            ? new JinjaExpression.Unary(line, tokens.Take().Text, tokens.Nested(() => Signed(takesFilters: false)))
            : Members(Primary());
        return takesFilters ? FiltersAndTests(value) : value;
    }

    private JinjaExpression Primary()
    {
        JinjaToken token = tokens.Take();
        switch (token.Kind)
        {
            case JinjaTokenKind.String:
                string text = token.Text;
                while (tokens.Now.Kind == JinjaTokenKind.String) text += tokens.Take().Text;
                return new JinjaExpression.Literal(token.Line, text);
            case JinjaTokenKind.Integer:
                return long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out long whole)
                    ? new JinjaExpression.Literal(token.Line, whole)
                    : throw tokens.Source.Unsupported(token.Line, $"the number {token.Text}");
            case JinjaTokenKind.Float:
                return new JinjaExpression.Literal(token.Line, double.Parse(token.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture));
            case JinjaTokenKind.Name:
                return Named(token);
            case JinjaTokenKind.Symbol when token.Text == "(":
                return Parenthesis(token.Line);
            case JinjaTokenKind.Symbol when token.Text == "[":
                return new JinjaExpression.ListOf(token.Line, Until("]", Expression));
            case JinjaTokenKind.Symbol when token.Text == "{":
                return new JinjaExpression.DictionaryOf(token.Line, Until("}", Pair));
            default:
                throw tokens.Source.Broken(token.Line, $"a value is expected and {token.Shown} found");
        }
    }

    private static JinjaExpression Named(JinjaToken token) => token.Text switch
    {
        "true" or "True" => new JinjaExpression.Literal(token.Line, true),
        "false" or "False" => new JinjaExpression.Literal(token.Line, false),
        "none" or "None" => new JinjaExpression.Literal(token.Line, null),
        _ => new JinjaExpression.Variable(token.Line, token.Text),
    };

    private JinjaExpression Parenthesis(int line)
    {
        if (tokens.Skip(")")) return new JinjaExpression.ListOf(line, []);
        JinjaExpression first = Expression();
        if (tokens.Skip(")")) return first;
        tokens.Expect(",");
        return new JinjaExpression.ListOf(line, [first, .. Until(")", Expression)]);
    }

    private (JinjaExpression Key, JinjaExpression Value) Pair()
    {
        JinjaExpression key = Expression();
        tokens.Expect(":");
        return (key, Expression());
    }

    private List<T> Until<T>(string close, Func<T> item)
    {
        List<T> items = [];
        while (!tokens.Skip(close))
        {
            items.Add(item());
            if (tokens.Skip(",")) continue;
            tokens.Expect(close);
            break;
        }

        return items;
    }

    private JinjaExpression Members(JinjaExpression value)
    {
        while (true)
        {
            int line = tokens.Line;
            if (tokens.Skip("."))
                value = tokens.Now.Kind == JinjaTokenKind.Integer
                    ? new JinjaExpression.Item(line, value, new JinjaExpression.Literal(line, long.Parse(tokens.Take().Text, NumberStyles.None, CultureInfo.InvariantCulture)))
                    : new JinjaExpression.Attribute(line, value, tokens.Name());
            else if (tokens.Skip("[")) value = ItemOrSlice(line, value);
            else if (tokens.Now.Is("(")) value = new JinjaExpression.Call(line, value, Arguments());
            else return value;
        }
    }

    private JinjaExpression ItemOrSlice(int line, JinjaExpression of)
    {
        JinjaExpression? start = tokens.Now.Is(":") ? null : Expression();
        if (start is not null && tokens.Skip("]")) return new JinjaExpression.Item(line, of, start);
        tokens.Expect(":");
        JinjaExpression? stop = tokens.Now.Is(":") || tokens.Now.Is("]") ? null : Expression();
        JinjaExpression? step = tokens.Skip(":") && !tokens.Now.Is("]") ? Expression() : null;
        tokens.Expect("]");
        return new JinjaExpression.Slice(line, of, start, stop, step);
    }

    private JinjaExpression FiltersAndTests(JinjaExpression value)
    {
        while (true)
        {
            int line = tokens.Line;
            if (tokens.Skip("|"))
            {
                string name = tokens.Name();
                if (!JinjaFilters.IsKnown(name)) throw tokens.Source.Unsupported(line, $"the filter '{name}'");
                value = new JinjaExpression.Filter(line, value, name, tokens.Now.Is("(") ? Arguments() : JinjaArguments.None);
            }
            else if (tokens.Skip("is"))
            {
                value = Test(line, value);
            }
            else if (tokens.Now.Is("("))
            {
                value = new JinjaExpression.Call(line, value, Arguments());
            }
            else
            {
                return value;
            }
        }
    }

    private JinjaExpression.Test Test(int line, JinjaExpression of)
    {
        bool isNegated = tokens.Skip("not");
        string name = tokens.Name();
        if (!JinjaTests.IsKnown(name)) throw tokens.Source.Unsupported(line, $"the test '{name}'");
        JinjaArguments arguments = JinjaArguments.None;
        if (tokens.Now.Is("(")) arguments = Arguments();
        else if (BeginsArgument(tokens.Now)) arguments = new JinjaArguments([Members(Primary())], []);
        return new JinjaExpression.Test(line, of, name, arguments, isNegated);
    }

    /// <summary>A test may have one argument without parentheses: <c>is divisibleby 3</c>.</summary>
    private static bool BeginsArgument(JinjaToken token) => token.Kind switch
    {
        JinjaTokenKind.String or JinjaTokenKind.Integer or JinjaTokenKind.Float => true,
        JinjaTokenKind.Name => token.Text is not ("else" or "or" or "and" or "if" or "is" or "not" or "in"),
        _ => token.Is("[") || token.Is("{"),
    };

    private JinjaArguments Arguments()
    {
        tokens.Expect("(");
        List<JinjaExpression> positional = [];
        List<(string, JinjaExpression)> named = [];
        Until(")", () =>
        {
            if (tokens.Now.Is("*") || tokens.Now.Is("**")) throw tokens.Source.Unsupported(tokens.Line, $"'{tokens.Now.Text}' before an argument");
            if (tokens.Now.Kind == JinjaTokenKind.Name && tokens.Following.Is("="))
            {
                string name = tokens.Name();
                tokens.Expect("=");
                named.Add((name, Expression()));
            }
            else
            {
                positional.Add(Expression());
            }

            return true;
        });
        return new JinjaArguments(positional, named);
    }
}
