using System.Text;
using Pure.Answers.Expressions;

namespace Pure.Answers.Syntax;

/// <content>Names, words and functions.</content>
internal sealed partial class ExpressionParser
{
    private const string FunctionLetters = "fghFGHIuyPpqQTSNφΦψΨ";

    private Node Name()
    {
        MathToken token = Current;
        _at++;
        bool upright = token.Kind == MathTokenKind.Upright;
        if (!Current.Is("_") && !Current.Is("'"))
        {
            if (token.Text == "π") return new Node.Constant(ConstantKind.Pi);
            if (token.Text == "e") return new Node.Constant(ConstantKind.E);
            if (token.Text == "i" || (token.Text == "j" && upright)) return new Node.Constant(ConstantKind.I);
        }

        string name = token.Text;
        if (name == "m" && Current is { Kind: MathTokenKind.Letter, Text: "∠" } && Next.Kind is MathTokenKind.Letter or MathTokenKind.Upright) return Name();  // the measure of an angle
        if (name == "C" && _reading.Combinations && CombinationOf() is { } ways) return ways;
        if (name == "j" && _reading.EngineeringUnit && !Current.Is("_")) return new Node.Constant(ConstantKind.I);
        if (name is "∠" or "△" or "□" || (name == "Δ" && Current.Kind == MathTokenKind.Letter)) name = Prefixed(name);
        return Indexed(name);
    }

    /// <summary>An angle or triangle is named by the letters that follow; a difference by one.</summary>
    private string Prefixed(string name)
    {
        int limit = name == "Δ" && char.IsLower(Current.Text[0]) ? 1 : 5;
        for (int k = 0; k < limit && Current.Kind is MathTokenKind.Letter or MathTokenKind.Upright && Current.Text.Length == 1 && (limit == 1 || char.IsAsciiLetterUpper(Current.Text[0])); k++)
        {
            name += Current.Text;
            _at++;
            if (Current.Is("_") && limit > 1)
            {
                _at++;
                name += $"_{Subscript()}";
            }
        }

        return name;
    }

    /// <summary>A name with its subscripts and primes, in whichever order they stand; a call when brackets follow.</summary>
    private Node Indexed(string name)
    {
        for (; ; )
        {
            if (Current.Is("_"))
            {
                _at++;
                name += $"_{Subscript()}";
            }
            else if (Current.Is("'"))
            {
                while (Take("'")) name += "'";
            }
            else break;
        }

        return (Current.Is("(") || (Current.Is("[") && name is "P" or "E")) && IsCall(name) ? Called(name) : new Node.Symbol(name);
    }

    /// <summary>n over k with the n and k below and above a C.</summary>
    private Node.Function? CombinationOf()
    {
        int start = _at;
        if (!(Current.Is("_") || Current.Is("^"))) return null;
        bool below = Current.Is("_");
        _at++;
        Node first = Bound();
        if (Current.Is(below ? "^" : "_"))
        {
            _at++;
            Node second = Bound();
            return new Node.Function("binom", below ? [first, second] : [second, first]);
        }

        _at = start;
        return null;
    }

    /// <summary>The rest of {}_n C_k.</summary>
    private Node.Function? Combination()
    {
        int start = _at++;
        Node n = Bound();
        if (Current is { Kind: MathTokenKind.Letter or MathTokenKind.Upright, Text: "C" } && Next.Is("_"))
        {
            _at += 2;
            return new Node.Function("binom", [n, Bound()]);
        }

        _at = start;
        return null;
    }

    private bool IsCall(string name)
    {
        if (name.Contains('∠', StringComparison.Ordinal)) return false;
        bool letter = FunctionLetters.Contains(name[0], StringComparison.Ordinal) || name.Contains('\'', StringComparison.Ordinal);
        int close = Closing(_at);
        if (close < 0) return false;
        if (name is "P" or "E" && _tokens[_at..close].Count(token => token.Is("|")) == 1) return true;
        if (name is "P" or "E" && _tokens[close + 1] is { Kind: MathTokenKind.Symbol, Text: "=" or "~" }) return true;
        if (Current.Is("[")) return false;
        int inside = close - _at - 1;
        if (inside == 0) return false;
        bool comma = _tokens[_at..close].Exists(token => token.Is(","));
        bool atom = inside == 1 || (inside == 2 && _tokens[_at + 1].Is("-"));
        return (comma && (letter || _reading.Calls)) || (atom && letter) || (_reading.Calls && atom && _tokens[close - 1].Kind == MathTokenKind.Letter) || (_reading.Calls && letter && name[0] is 'f' or 'g' or 'h' or 'F' or 'G' or 'φ' or 'Φ');
    }

    /// <summary>Where the bracket at a position closes; -1 when it does not.</summary>
    private int Closing(int open)
    {
        int depth = 0;
        for (int k = open; k < _tokens.Count; k++)
        {
            if (_tokens[k].Is("(") || _tokens[k].Is("[")) depth++;
            else if ((_tokens[k].Is(")") || _tokens[k].Is("]")) && --depth == 0) return k;
        }

        return -1;
    }

    private Node Called(string name)
    {
        bool condition = _condition, square = Take("[");
        if (!square) Expect("(");
        var arguments = new List<Node>();
        _condition = name is "P" or "E";
        do arguments.Add(Element());
        while (Take(",") || Take(";") || (_condition && Take("|")));
        _condition = condition;
        Expect(square ? "]" : ")");
        return name == "C" && arguments.Count == 2 ? new Node.Function("binom", arguments) : new Node.Call(name, arguments);
    }

    /// <summary>What stands below the line, as text.</summary>
    private string Subscript()
    {
        if (!Current.Is("{"))
        {
            string single = Current.Kind is MathTokenKind.Number or MathTokenKind.Letter or MathTokenKind.Upright or MathTokenKind.Words or MathTokenKind.Function ? Current.Text : throw new UnreadableException("a subscript that is not there");
            _at++;
            return BaseName(single);
        }

        var text = new StringBuilder();
        int depth = 0;
        do
        {
            if (Current.Kind == MathTokenKind.End) throw new UnreadableException("a brace that is not closed");
            if (Current.Is("{")) depth++;
            else if (Current.Is("}")) depth--;
            else text.Append(Current.Text);
            _at++;
        }
        while (depth > 0);
        string name = text.ToString();
        return BaseName(name is ['(', .., ')'] ? name[1..^1] : name);
    }

    /// <summary>Bases are also written as words.</summary>
    private static string BaseName(string text) => WordNumbers.Value(text) is { } value ? value.ToString() : text;

    /// <summary>Words at the place of a value: all of them, up to a separator.</summary>
    private Node Words()
    {
        if (Current.Text is "Fraction" or "Rational" && Next.Is("("))
        {
            _at++;
            return Arguments(_tokens[_at - 1].Text) is [{ } top, { } bottom] ? Build.Over(top, bottom) : throw new UnreadableException("a fraction of other than two parts");
        }

        var text = new StringBuilder();
        while (Current.Kind is MathTokenKind.Words or MathTokenKind.Upright or MathTokenKind.Letter || (Current is { Kind: MathTokenKind.Symbol, Text: "in" or "-" } && text.Length > 0))
        {
            if (text.Length > 0) text.Append(' ');
            text.Append(Current.Text);
            _at++;
        }

        string words = text.ToString();
        if (WordNumbers.Value(words) is { } value) return new Node.Number(value);
        return AnswerWords.SetName(words) is { } set ? new Node.NamedSet(set) : new Node.Words(AnswerWords.Normal(words));
    }

    private Node FunctionCall()
    {
        string name = Current.Text;
        _at++;
        Node? lower = null, power = null;
        for (; ; )
        {
            if (Current.Is("_"))
            {
                _at++;
                lower = Index();
            }
            else if (Current.Is("^"))
            {
                _at++;
                power = Exponent();
            }
            else break;
        }

        if (power is Node.Number { Value: var exponent } && exponent == -1 && name is "sin" or "cos" or "tan" or "cot" or "sec" or "csc" or "sinh" or "cosh" or "tanh" && power is not null)
        {
            name = $"arc{name}";
            power = null;
        }

        List<Node> arguments = Arguments(name);
        if (name is "log" && lower is not null) arguments = [arguments[0], lower];
        Node result = name switch
        {
            "exp" => new Node.Power(new Node.Constant(ConstantKind.E), arguments[0]),
            "cis" => Build.Plus(new Node.Function("cos", arguments), Build.Times(new Node.Constant(ConstantKind.I), new Node.Function("sin", arguments))),
            _ => new Node.Function(name, arguments),
        };
        return power is null ? result : new Node.Power(result, power);
    }

    /// <summary>What stands below a function: without braces one digit where nothing but the number is left for its argument, as in \log_28.</summary>
    private Node Index() => Current.Is("{") || (Current.Kind == MathTokenKind.Number && Current.Text[0] > '1' && !StartsArgument(Next)) ? Argument() : Unbraced();

    private static bool StartsArgument(MathToken token) => token.Kind is MathTokenKind.Number or MathTokenKind.Letter or MathTokenKind.Upright or MathTokenKind.Function or MathTokenKind.Command or MathTokenKind.Words
        || token is { Kind: MathTokenKind.Symbol, Text: "(" or "[" or "{" or "\\{" or "|" or "⌊" or "⌈" };

    private List<Node> Arguments(string name)
    {
        if (Current.Is("(") || Current.Is("{") || Current.Is("\\{") || Current.Is("["))
        {
            string close = Current.Text switch { "(" => ")", "{" => "}", "[" => "]", _ => "\\}" };
            _at++;
            var arguments = new List<Node>();
            int bars = _bars;
            _bars = 0;
            do arguments.Add(Element());
            while (Take(",") || Take(";"));
            _bars = bars;
            Expect(close);
            return arguments;
        }

        if (name is "gcd" or "lcm" || (name is "max" or "min" && Current.Kind is not (MathTokenKind.Letter or MathTokenKind.Upright))) throw new UnreadableException($"{name} of nothing");
        return [Bare()];
    }

    /// <summary>Whether a function of one of the factors follows: in cos t u(t) the cosine is of t alone.</summary>
    private bool AppliedAgain(List<Node> factors) => Next.Is("(") && _at + 3 < _tokens.Count && _tokens[_at + 3].Is(")") && factors.Exists(factor => factor is Node.Symbol { Name: var name } && name == _tokens[_at + 2].Text);

    /// <summary>The argument of a function without brackets: the factors up to the next sign, function or bracket.</summary>
    private Node Bare()
    {
        bool negative = false;
        while (Current is { Kind: MathTokenKind.Symbol, Text: "-" or "+" })
        {
            negative ^= Current.Is("-");
            _at++;
        }

        bool function = Current.Kind == MathTokenKind.Function;
        var factors = new List<Node> { Power() };
        while (!function && Current.Kind is MathTokenKind.Number or MathTokenKind.Letter or MathTokenKind.Upright or MathTokenKind.Command && StartsFactor() && !Current.Text.StartsWith("begin:", StringComparison.Ordinal)
            && !(Current.Kind == MathTokenKind.Number && _tokens[_at - 1].Kind == MathTokenKind.Number) && !AppliedAgain(factors))
        {
            factors.Add(Power());
        }

        if (Current.Is("/") && Next.Kind == MathTokenKind.Number && factors.TrueForAll(factor => factor is Node.Number or Node.Constant { Kind: ConstantKind.Pi }))
        {
            _at++;
            factors.Add(Build.Inverse(Power()));
        }

        Node product = factors.Count == 1 ? factors[0] : Quantities.Lift(new Node.Product(factors));
        return negative ? Quantities.Lift(Build.Negative(product)) : product;
    }
}
