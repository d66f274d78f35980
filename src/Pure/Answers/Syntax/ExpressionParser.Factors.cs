using System.Globalization;
using System.Numerics;
using Pure.Answers.Expressions;
using Pure.Answers.Numbers;

namespace Pure.Answers.Syntax;

/// <content>Powers, numbers, names and functions.</content>
internal sealed partial class ExpressionParser
{
    /// <summary>An atom with what is attached to it: exponent, factorial, percent, degrees.</summary>
    private Node Power()
    {
        Enter();
        Node node = Atom();
        for (;;)
        {
            if (Current.Is("^")) node = Raised(node);
            else if (Current.Is("_") && node is Node.Power { Base: Node.Symbol name } power)
            {
                _at++;
                node = power with { Base = new Node.Symbol($"{name.Name}_{Subscript()}") };
            }
            else if (Current.Is("_") && node is Node.Number && _tokens[_at - 1] is { Kind: MathTokenKind.Number or MathTokenKind.Symbol } && Numeral() is { } digits)
            {
                _at++;
                node = new Node.BaseNumeral(digits, Subscript());
            }
            else if (node is Node.Number && BaseBehind() is { } length && Numeral() is { } written)
            {
                node = new Node.BaseNumeral(written, _tokens[_at + length - (_tokens[_at + length - 1].Is(")") ? 2 : 1)].Text);
                _at += length;
            }
            else if (Current.Is("!"))
            {
                _at++;
                bool twice = Current.Is("!") && !Current.SpaceBefore;
                if (twice) _at++;
                node = new Node.Function(twice ? "doublefactorial" : "factorial", [node]);
            }
            else if (Current.Is("%") && node is not Node.Quantity)
            {
                _at++;
                node = new Node.Quantity(node, "%");
            }
            else if (Take("deg")) node = Degrees(node);
            else if (Current.Is("'") && node is Node.Call or Node.Power { Base: Node.Symbol }) { _at++; node = new Node.Call("'", [node]); }
            else break;
        }

        _depth--;
        return node;
    }

    /// <summary>How many tokens "base 5" or "(base 5)" takes; null when it does not stand here.</summary>
    private int? BaseBehind()
    {
        int open = Current.Is("(") ? 1 : 0;
        if (_at + open + 1 >= _tokens.Count || _tokens[_at + open] is not { Kind: MathTokenKind.Words, Text: "base" or "in base" } || _tokens[_at + open + 1].Kind != MathTokenKind.Number) return null;
        return open == 0 ? 2 : _at + 3 < _tokens.Count && _tokens[_at + 3].Is(")") ? 4 : null;
    }

    /// <summary>The digits of the numeral that ends here, as written.</summary>
    private string? Numeral()
    {
        int at = _at - 1;
        while (at >= 0 && _tokens[at] is { Kind: MathTokenKind.Symbol, Text: ")" or "}" }) at--;
        return at >= 0 && _tokens[at].Kind == MathTokenKind.Number ? _tokens[at].Text : null;
    }

    /// <summary>Degrees, with minutes and seconds of arc behind them perhaps.</summary>
    private Node Degrees(Node node)
    {
        foreach ((string sign, int parts) in (ReadOnlySpan<(string, int)>)[("'", 60), ("\"", 3600)])
        {
            // Two primes are the mark of seconds, too.
            bool twice = Next.Is("'") && _tokens[Math.Min(_at + 2, _tokens.Count - 1)].Is("'");
            if (Current.Kind != MathTokenKind.Number || !(parts == 60 ? Next.Is(sign) && !twice : Next.Is(sign) || twice)) continue;
            node = Build.Plus(node, Build.Times(Literal(), Build.Number(Rational.Of(1, parts))));
            _at += twice ? 2 : 1;
        }

        if (Current.Kind is MathTokenKind.Letter or MathTokenKind.Upright && Current.Text is "C" or "F" && !Next.Is("_"))
        {
            string scale = Current.Text;
            _at++;
            return new Node.Quantity(node, $"°{scale}");
        }

        return new Node.Quantity(node, "deg");
    }

    private Node Raised(Node node)
    {
        _at++;
        if (Take("deg")) return Degrees(node);
        if (Current.Is("{") && Next.Is("deg") && _tokens[_at + 2].Is("}"))
        {
            _at += 3;
            return Degrees(node);
        }

        // A raised o for the sign of degrees.
        int braced = Current.Is("{") ? 1 : 0;
        if (node is Node.Number && _tokens[_at + braced] is { Kind: MathTokenKind.Letter or MathTokenKind.Upright, Text: "o" } && (braced == 0 || _tokens[_at + 2].Is("}")))
        {
            _at += braced == 0 ? 1 : 3;
            return Degrees(node);
        }

        if (node is Node.Symbol name && (Current.Is("'") || (Current.Is("{") && Next.Is("'"))))
        {
            bool inBraces = Take("{");
            string primes = "";
            while (Take("'")) primes += "'";
            if (inBraces) Expect("}");
            return Indexed($"{name.Name}{primes}");
        }

        if (node is Node.NamedSet set && Current is { Kind: MathTokenKind.Symbol, Text: "+" or "-" or "*" } sign)
        {
            _at++;
            return new Node.NamedSet(set.Name + sign.Text);
        }

        if (node is Node.NamedSet reals && Current.Is("{") && Next is { Kind: MathTokenKind.Symbol, Text: "+" or "-" or "*" } inner && _tokens[_at + 2].Is("}"))
        {
            _at += 3;
            return new Node.NamedSet(reals.Name + inner.Text);
        }

        Node exponent = Exponent();
        return node is Node.Symbol inverse && exponent is Node.Number { Value: var one } && one == -1 && Current.Is("(") && IsCall(inverse.Name) ? Called($"{inverse.Name}^-1") : new Node.Power(node, exponent);
    }

    private Node Exponent()
    {
        if (Current.Is("{")) return Group();
        bool negative = false;
        while (Current is { Kind: MathTokenKind.Symbol, Text: "-" or "+" })
        {
            negative ^= Current.Is("-");
            _at++;
        }

        Enter();
        Node atom = Unbraced();
        if (Current.Is("^")) atom = Raised(atom);
        _depth--;
        return negative ? Build.Negative(atom) : atom;
    }

    /// <summary>What a command, an index or an exponent takes without braces: of 2\frac12 the 2 alone.</summary>
    private Node Unbraced() => Current.Kind == MathTokenKind.Number ? Literal() : Atom();

    private Node Atom()
    {
        MathToken token = Current;
        switch (token.Kind)
        {
            case MathTokenKind.Number: return Mixed(Literal());
            case MathTokenKind.Letter or MathTokenKind.Upright: return Name();
            case MathTokenKind.Function: return FunctionCall();
            case MathTokenKind.Command: return Command();
            case MathTokenKind.Words: return Words();
            case MathTokenKind.Currency:
                _at++;
                bool negative = Take("-");
                Node amount = Power();
                return new Node.Quantity(negative ? Build.Negative(amount) : amount, token.Text);
            case MathTokenKind.Symbol: return Bracketed(token.Text);
            default: throw new UnreadableException("something is missing at the end");
        }
    }

    /// <summary>A number, its repeating digits included.</summary>
    private Node.Number Literal()
    {
        string text = Current.Text;
        _at++;
        string digits = text;
        int exponent = 0;
        int e = text.IndexOf('e', StringComparison.Ordinal);
        if (e >= 0)
        {
            digits = text[..e];
            if (!int.TryParse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || Math.Abs(exponent) > 4000) throw new UnreadableException("an exponent that is too large");
        }

        int point = digits.IndexOf('.', StringComparison.Ordinal);
        string whole = point < 0 ? digits : digits[..point], decimals = point < 0 ? "" : digits[(point + 1)..];
        if (point >= 0 && e < 0 && Repeating(decimals) is { } repeating) return new Node.Number(Whole(whole) + repeating);
        if (whole.Length + decimals.Length == 0) throw new UnreadableException("a point without digits");
        BigInteger mantissa = BigInteger.Parse(whole + decimals, CultureInfo.InvariantCulture);
        if (decimals.Length == 0 && e < 0) return new Node.Number(mantissa);
        Rational value = Rational.Of(mantissa, BigInteger.Pow(10, decimals.Length));
        value = exponent >= 0 ? value * BigInteger.Pow(10, exponent) : value * Rational.Of(1, BigInteger.Pow(10, -exponent));
        int significant = (whole + decimals).TrimStart('0').Length;
        if (point >= 0 && Current.Is("...") && decimals.Length >= 3)
        {
            _at++;
            return _reading.Continued && Period(decimals) is { } periodic ? new Node.Number(Whole(whole) + periodic) : throw new UnreadableException("a decimal that goes on");
        }

        return new Node.Number(value, Math.Max(1, significant));
    }

    private static Rational Whole(string digits) => digits.Length == 0 ? 0 : BigInteger.Parse(digits, CultureInfo.InvariantCulture);

    /// <summary>The decimals with the digits under a bar or between dots repeated for ever; null when there are none.</summary>
    private Rational? Repeating(string decimals)
    {
        string period = "";
        if (Current.Kind == MathTokenKind.Command && Current.Text is "overline" or "bar" or "dot")
        {
            while (Current.Kind == MathTokenKind.Command && Current.Text is "overline" or "bar" or "dot")
            {
                _at++;
                bool braced = Take("{");
                if (Current.Kind != MathTokenKind.Number || Current.Text.Any(c => !char.IsAsciiDigit(c))) throw new UnreadableException("a bar over something else than digits");
                period += Current.Text;
                _at++;
                if (braced) Expect("}");
                if (Current.Kind == MathTokenKind.Number && Next.IsCommand("dot")) period += Digits();
            }
        }
        else if (Current.Is("(") && !Current.SpaceBefore && Next.Kind == MathTokenKind.Number && _tokens[_at + 2].Is(")") && Next.Text.All(char.IsAsciiDigit))
        {
            period = Next.Text;
            _at += 3;
        }

        return period.Length == 0 ? null : Fraction(decimals, period);
    }

    private string Digits() => _tokens[_at++].Text;

    private static Rational Fraction(string decimals, string period)
    {
        BigInteger shift = BigInteger.Pow(10, decimals.Length);
        Rational head = decimals.Length == 0 ? 0 : Rational.Of(BigInteger.Parse(decimals, CultureInfo.InvariantCulture), shift);
        return head + Rational.Of(BigInteger.Parse(period, CultureInfo.InvariantCulture), shift * (BigInteger.Pow(10, period.Length) - 1));
    }

    /// <summary>Decimals that end in a period said three times, or twice when it has several digits; of several periods the one that explains most of the digits.</summary>
    private static Rational? Period(string decimals)
    {
        (int best, int covered) = (0, 0);
        for (int length = 1; length * 2 <= decimals.Length; length++)
        {
            string period = decimals[^length..];
            int count = 1;
            while ((count + 1) * length <= decimals.Length && decimals.AsSpan(decimals.Length - ((count + 1) * length), length).SequenceEqual(period)) count++;
            if (count >= (length == 1 ? 3 : 2) && count * length > covered) (best, covered) = (length, count * length);
        }

        return best == 0 ? null : Fraction(decimals[..^covered], decimals[^best..]);
    }

    /// <summary>A whole number directly before a fraction of whole numbers is their sum.</summary>
    private Node Mixed(Node.Number whole)
    {
        if (!whole.Value.IsInteger || whole.Digits > 0) return whole;
        int start = _at;
        if (Current.IsCommand("frac") && UnitFractionEnd() is null)
        {
            _at++;
            Node fraction = Fraction();
            if (fraction is Node.Number { Value: { IsInteger: false, Sign: > 0 } part } && IsLiteralFraction(start)) return new Node.Number(whole.Value + part);
            _at = start;
        }
        else if (Current.Kind == MathTokenKind.Number && Current.SpaceBefore && Next.Is("/") && _tokens[Math.Min(_at + 2, _tokens.Count - 1)] is { Kind: MathTokenKind.Number } bottom
            && Current.Text.All(char.IsAsciiDigit) && bottom.Text.All(char.IsAsciiDigit) && bottom.Text.Any(c => c != '0'))
        {
            Rational part = Rational.Of(BigInteger.Parse(Current.Text, CultureInfo.InvariantCulture), BigInteger.Parse(bottom.Text, CultureInfo.InvariantCulture));
            _at += 3;
            return new Node.Number(whole.Value + part);
        }

        return whole;
    }

    /// <summary>Whether between a position and here stand digits and braces only.</summary>
    private bool IsLiteralFraction(int start) => _tokens[(start + 1).._at].TrueForAll(token =>
        (token.Kind == MathTokenKind.Number && token.Text.All(char.IsAsciiDigit)) || token.Is("{") || token.Is("}"));
}
