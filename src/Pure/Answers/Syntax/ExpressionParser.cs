// Recursive descent over the tokens of an answer, in the order in which mathematics binds: lists of answers, relations, sets, sums,
// products (written or not), powers. Depth and size are limited before they can hurt.
using Pure.Answers.Expressions;

namespace Pure.Answers.Syntax;

/// <summary>From tokens to a tree.</summary>
internal sealed partial class ExpressionParser
{
    private const int MaximumDepth = 200;
    private const int MaximumItems = 256;
    private readonly List<MathToken> _tokens;
    private readonly Reading _reading;
    private int _at;
    private int _depth;
    private int _bars;
    private bool _condition;

    private ExpressionParser(List<MathToken> tokens, Reading reading)
    {
        _tokens = tokens;
        _reading = reading;
    }

    private MathToken Current => _tokens[_at];

    private MathToken Next => _tokens[Math.Min(_at + 1, _tokens.Count - 1)];

    /// <summary>The tree of a whole answer.</summary>
    /// <exception cref="UnreadableException">The tokens are not an answer.</exception>
    public static Node Parse(List<MathToken> tokens, Reading reading)
    {
        ReversedBrackets.Turn(tokens);
        var parser = new ExpressionParser(tokens, reading);
        Node node = parser.List();
        while (parser.Take(".") || parser.Take(",")) { }
        if (parser.Current.Kind != MathTokenKind.End) throw new UnreadableException($"'{parser.Current.Text}' is not expected here");
        return node;
    }

    private bool Take(string symbol)
    {
        if (!Current.Is(symbol)) return false;
        _at++;
        return true;
    }

    private void Expect(string symbol)
    {
        if (!Take(symbol)) throw new UnreadableException($"'{symbol}' is missing");
    }

    private void Enter()
    {
        if (++_depth > MaximumDepth) throw new UnreadableException("nested too deeply");
    }

    /// <summary>Answers side by side: separated by commas, semicolons, and, or.</summary>
    private Node List()
    {
        Enter();
        var groups = new List<Node>();
        var items = new List<Node>();
        string connector = ",";
        bool semicolons = false;
        int count = 0;
        while (!AtListEnd())
        {
            if (++count > MaximumItems) throw new UnreadableException("more than 256 answers");
            items.Add(count > 1 && AtOmission() ? Omitted() : Element());
            if (Current.Is(";"))
            {
                semicolons = true;
                groups.Add(Grouped(items));
                items = [];
                _at++;
            }
            else if (!Separated(ref connector)) break;
        }

        if (items.Count > 0) groups.Add(semicolons ? Grouped(items) : items.Count == 1 ? items[0] : new Node.Several(items, Connector: connector));
        _depth--;
        return groups.Count switch
        {
            0 => throw new UnreadableException("nothing there"),
            1 => groups[0],
            _ => new Node.Several(groups),
        };
    }

    /// <summary>Whether dots stand for elements that are left out.</summary>
    private bool AtOmission() => Current.Is("...") && (Next.Kind == MathTokenKind.End || Next is { Kind: MathTokenKind.Symbol, Text: "," or ";" or ")" or "\\}" });

    private Node.Symbol Omitted() => new(_tokens[_at++].Text);

    private static Node Grouped(List<Node> items) => items.Count == 1 ? items[0] : new Node.Several(items, Group: true);

    private bool AtListEnd() => Current.Kind == MathTokenKind.End
        || Current is { Kind: MathTokenKind.Symbol, Text: ")" or "]" or "}" or "\\}" or "⟩" or "&" or "\\\\" };

    private bool Separated(ref string connector)
    {
        bool any = false;
        while (Current is { Kind: MathTokenKind.Symbol, Text: "," or "and" or "or" or "cup" or "\\\\" } && !(Current.Is("\\\\") && _depth > 1))
        {
            if (Current.Text is "and" or "or" or "cup") connector = Current.Text is "cup" ? "or" : Current.Text;
            any = true;
            _at++;
        }

        return any;
    }

    /// <summary>Words before an equals sign name what follows.</summary>
    private Node NamedOrOperand()
    {
        if (Current.Kind == MathTokenKind.Words)
        {
            int end = _at;
            while (_tokens[end].Kind is MathTokenKind.Words or MathTokenKind.Letter or MathTokenKind.Upright) end++;
            if (_tokens[end] is { Kind: MathTokenKind.Symbol, Text: "=" or "~" })
            {
                string name = string.Join(' ', _tokens[_at..end].Select(token => token.Text));
                _at = end;
                return new Node.Symbol(name);
            }

            // "All integers n > 3" says n > 3 of a name whose kind the question gives.
            if (Current.Text is "all integers" or "all real" or "all reals" or "all real numbers" or "all positive integers" or "any integer" or "all" or "any" && Next.Kind == MathTokenKind.Letter
                && _tokens[Math.Min(_at + 2, _tokens.Count - 1)] is { Kind: MathTokenKind.Symbol, Text: "<" or ">" or "<=" or ">=" or "!=" or "in" }) _at++;
            if (Current.Text is "approximately" or "about" or "exactly" or "roughly") _at++;
        }

        return Operand();
    }

    /// <summary>A value or a set, with its unit.</summary>
    private Node Operand()
    {
        Node left = Proportion();
        while (left is not Node.Number && Current is { Kind: MathTokenKind.Symbol, Text: "cup" or "cap" or "setminus" } sign)
        {
            _at++;
            left = new Node.SetOperation(sign.Text, left, Proportion());
        }

        return left;
    }

    private Node Proportion()
    {
        Node first = Compound(WithUnit(Sum()));
        if (!Current.Is(":") || _condition) return first;
        var parts = new List<Node> { first };
        while (Take(":")) parts.Add(WithUnit(Sum()));
        return new Node.Ratio(parts);
    }

    private Node Sum()
    {
        Enter();
        var terms = new List<Node>();
        do
        {
            Take("+");
            if (Current.Is("-")) terms.Add(Unary());
            else if (Current is { Kind: MathTokenKind.Symbol, Text: "±" or "∓" } sign)
            {
                _at++;
                terms.Add(Build.Times(new Node.PlusMinus(sign.Text == "∓"), Term()));
            }
            else terms.Add(Term());
            if (terms.Count > MaximumItems * 4) throw new UnreadableException("more than 1,024 terms");
        }
        while (Current is { Kind: MathTokenKind.Symbol, Text: "+" or "-" or "±" or "∓" });
        _depth--;
        if (terms.Count == 1) return terms[0];
        if (terms.Exists(term => term is Node.Words or Node.Product { Factors: [Node.Number, Node.Words] })) throw new UnreadableException("words among terms");
        return new Node.Sum(terms);
    }

    /// <summary>A term with a minus in front: the minus is that of the whole term.</summary>
    private Node Unary()
    {
        Enter();
        bool negative = false;
        while (Current is { Kind: MathTokenKind.Symbol, Text: "-" or "+" })
        {
            negative ^= Current.Is("-");
            _at++;
        }

        Node term = Term();
        _depth--;
        return negative ? Quantities.Lift(Build.Negative(term)) : term;
    }

    private Node Term()
    {
        Enter();
        var factors = new List<Node> { Power() };
        for (;;)
        {
            bool number = _tokens[_at - 1].Kind == MathTokenKind.Number;
            if (Current.Is("/") && Next.Kind == MathTokenKind.Words && Units.IsUnitWord(Next.Text)) break;
            if (number && Apposed(factors[^1])) continue;
            if (Current.Is("*") || Current.Is("/"))
            {
                bool divided = Current.Is("/");
                _at++;
                Node factor = SignedPower();
                if (divided && factors.Count == 1 && factor is Node.Number) factors[0] = Build.Over(factors[0], factor);
                else factors.Add(divided ? Build.Inverse(factor) : factor);
            }
            else if (Current is { Kind: MathTokenKind.Function, Text: "mod" })
            {
                _at++;
                Node left = Quantities.Lift(factors.Count == 1 ? factors[0] : new Node.Product(factors));
                factors = [new Node.Function("mod", [left, SignedPower()])];
            }
            else if (Current is { Kind: MathTokenKind.Letter, Text: "∠" } && (Next.Kind == MathTokenKind.Number || Next.Is("-")))
            {
                _at++;
                factors.Add(Turned(SignedPower()));
            }
            else if (StartsFactor() && !(number && Current.Kind == MathTokenKind.Number)) factors.Add(Power());
            else break;
            if (factors.Count > MaximumItems * 4) throw new UnreadableException("more than 1,024 factors");
        }

        _depth--;
        if (factors.Count == 1) return factors[0];
        if (factors.Exists(factor => factor is Node.Words)) throw new UnreadableException("words among factors");
        return Quantities.Lift(new Node.Product(factors));
    }

    /// <summary>7 (seven): a number in words between brackets behind a number says it again, and must agree.</summary>
    private bool Apposed(Node number)
    {
        if (!Current.Is("(") || Next.Kind != MathTokenKind.Words || !_tokens[Math.Min(_at + 2, _tokens.Count - 1)].Is(")") || WordNumbers.Value(Next.Text) is not { } value) return false;
        if (number is not Node.Number { Value: var said } || said != value) throw new UnreadableException("a number and another one in words");
        _at += 3;
        return true;
    }

    /// <summary>The factor that turns by an angle, as phasors are written: 5∠30° is 5 exp(i 30°).</summary>
    private static Node.Power Turned(Node angle)
    {
        Node radians = Quantities.Lift(angle) is Node.Quantity { Unit: "deg", Value: var degrees } ? new Node.Product([degrees, Build.Number(Numbers.Rational.Of(1, 180)), new Node.Constant(ConstantKind.Pi)]) : angle;
        return new Node.Power(new Node.Constant(ConstantKind.E), Build.Times(new Node.Constant(ConstantKind.I), radians));
    }

    private Node SignedPower()
    {
        bool negative = false;
        while (Current is { Kind: MathTokenKind.Symbol, Text: "-" or "+" })
        {
            negative ^= Current.Is("-");
            _at++;
        }

        Node power = Power();
        return negative ? Build.Negative(power) : power;
    }

    /// <summary>Whether the next token begins a factor without a sign of multiplication.</summary>
    private bool StartsFactor() => Current.Kind switch
    {
        MathTokenKind.Number or MathTokenKind.Function => true,
        MathTokenKind.Letter => !IsUnitLetter(),
        MathTokenKind.Upright => !UnitsFollow(),
        MathTokenKind.Command => !Current.Text.StartsWith("end:", StringComparison.Ordinal) && Current.Text is not ("choose" or "over" or "pmod") && UnitFractionEnd() is null,
        MathTokenKind.Symbol => !AtModulus() && (Current.Text is "(" or "[" or "{" or "\\{" or "⟨" or "⌊" or "⌈" or "∅" or "inf"
            || (Current.Text == "||" && _bars == 0) || (Current.Text == "|" && _bars == 0 && !_condition) || Current.Text.StartsWith("set:", StringComparison.Ordinal)),
        _ => false,
    };
}
