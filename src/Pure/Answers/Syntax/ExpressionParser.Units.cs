using System.Text;
using Pure.Answers.Expressions;

namespace Pure.Answers.Syntax;

/// <content>What stands behind a value: units, words, multipliers.</content>
internal sealed partial class ExpressionParser
{
    /// <summary>A plain letter that is a unit: behind a number and a blank, and nothing but units follows.</summary>
    private bool IsUnitLetter() => _reading.Units && Current.SpaceBefore && (BehindNumber() || BehindExponent() || BehindFraction()) && Units.IsUnitLetter(Current.Text) && UnitsFollow();

    private bool BehindNumber() => _tokens[_at - 1].Kind == MathTokenKind.Number && (_at == 1 || _tokens[_at - 2].Kind is not (MathTokenKind.Letter or MathTokenKind.Command) || _tokens[_at - 2].Text.StartsWith("begin:", StringComparison.Ordinal));

    /// <summary>10^{8} m: behind a braced exponent of a number.</summary>
    private bool BehindExponent()
    {
        int at = _at - 1;
        if (!_tokens[at].Is("}") || at < 4 || _tokens[--at].Kind != MathTokenKind.Number) return false;
        if (_tokens[at - 1].Is("-")) at--;
        return at > 2 && _tokens[at - 1].Is("{") && _tokens[at - 2].Is("^") && _tokens[at - 3].Kind == MathTokenKind.Number;
    }

    /// <summary>\frac{37}{4} m: behind a fraction of numerals with which the element begins.</summary>
    private bool BehindFraction()
    {
        if (!_tokens[_at - 1].Is("}")) return false;
        int at = _at - 1;
        while (at >= 0 && (_tokens[at].Kind == MathTokenKind.Number || _tokens[at] is { Kind: MathTokenKind.Symbol, Text: "{" or "}" or "-" } || _tokens[at].IsCommand("frac"))) at--;
        return at < 0 && _tokens[0].IsCommand("frac");
    }

    /// <summary>Whether from here to the end of the element stand units only.</summary>
    private bool UnitsFollow()
    {
        int at = _at;
        bool any = false;
        for (; ; at++)
        {
            MathToken token = _tokens[at];
            if (token.Kind is MathTokenKind.Upright or MathTokenKind.Letter)
            {
                if (!Units.IsUnitLetter(token.Text) && !(at == _at && token.Kind == MathTokenKind.Upright && token.Text is "F" or "H" or "T" && (BehindNumber() || BehindExponent()))) return false;
                any = true;
            }
            else if (token.Kind == MathTokenKind.Words) any = true;
            else if (token.Kind == MathTokenKind.Number && at > 0 && _tokens[at - 1] is { Kind: MathTokenKind.Symbol, Text: "^" or "{" or "-" }) { }
            else if (token is not { Kind: MathTokenKind.Symbol, Text: "^" or "{" or "}" or "/" or "*" or "-" or "(" or ")" }) break;
            else if (token.Text is "}" or ")" && !_tokens[_at..at].Any(t => t.Is(token.Text == "}" ? "{" : "("))) break;
        }

        // 2 h 30 min: a smaller unit follows.
        if (any && _tokens[at].Kind == MathTokenKind.Number && _tokens[at + 1].Kind is MathTokenKind.Words or MathTokenKind.Upright && (Current.Kind == MathTokenKind.Upright || Units.IsUnitWord(_tokens[at + 1].Text))) return true;
        return any && (_tokens[at].Kind == MathTokenKind.End || (_tokens[at].Kind == MathTokenKind.Command && _tokens[at].Text.StartsWith("end:", StringComparison.Ordinal))
            || _tokens[at] is { Kind: MathTokenKind.Symbol, Text: "," or ";" or ")" or "]" or "}" or "\\}" or "and" or "or" or "=" or "<" or ">" or "<=" or ">=" or "~" or "&" or "\\\\" });
    }

    /// <summary>A value with what stands behind it.</summary>
    private Node WithUnit(Node value)
    {
        while (Current.Kind == MathTokenKind.Words && Current.Text.Split(' ') is [{ } first, .. { } rest] && Units.Multiplier(first) is { } factor)
        {
            value = Quantities.Lift(Build.Times(value, new Node.Number(factor)));
            if (rest.Length == 0) _at++;
            else _tokens[_at] = Current with { Text = string.Join(' ', rest) };
        }

        if (Current.Is("/") && Next.Kind == MathTokenKind.Words && Units.IsUnitWord(Next.Text))
        {
            _at++;
            string divided = $"/ {UnitText()}";
            return value is Node.Quantity whole ? whole with { Unit = $"{whole.Unit} {divided}" } : new Node.Quantity(value, divided);
        }

        if (UnitFractionEnd() is { } end)
        {
            string quotient = UnitFraction(end);
            _at = end;
            return new Node.Quantity(value, quotient);
        }

        if (value is Node.Number && LengthMark() is { } mark) return new Node.Quantity(value, mark);
        if (Current.Kind is not (MathTokenKind.Words or MathTokenKind.Upright or MathTokenKind.Currency or MathTokenKind.Letter)) return value;
        if (Current.Kind is MathTokenKind.Letter && !IsUnitLetter()) return value;
        if (value is Node.Words) throw new UnreadableException("words");
        string unit = UnitText();
        if (unit is "degrees" or "degree" or "deg") unit = "deg";
        else if (unit is "per cent") unit = "%";
        return value is Node.Quantity { Unit: var old } quantity ? quantity with { Unit = MergedUnit(old, unit) } : new Node.Quantity(value, unit);
    }

    /// <summary>Where a fraction of upright units ends that stands behind a value; null when none does.</summary>
    private int? UnitFractionEnd()
    {
        if (!Current.IsCommand("frac")) return null;
        int at = _at + 1;
        for (int part = 0; part < 2; part++)
        {
            if (!_tokens[at++].Is("{") || _tokens[at].Kind is not (MathTokenKind.Upright or MathTokenKind.Words)) return null;
            for (; !_tokens[at].Is("}"); at++)
            {
                bool unit = _tokens[at].Kind is MathTokenKind.Upright or MathTokenKind.Words && (Units.IsUnitLetter(_tokens[at].Text) || Units.IsUnitWord(_tokens[at].Text));
                bool power = _tokens[at].Is("^") || _tokens[at].Is("*") || (_tokens[at].Kind == MathTokenKind.Number && _tokens[at - 1].Is("^"));
                if (!unit && !power) return null;
            }

            at++;
        }

        return at;
    }

    /// <summary>The units of a fraction that ends at a position.</summary>
    private string UnitFraction(int end)
    {
        var text = new StringBuilder();
        foreach (MathToken token in _tokens[(_at + 2)..(end - 1)])
        {
            if (token.Is("}")) text.Append(" / ");
            else if (token.Kind is MathTokenKind.Words or MathTokenKind.Upright) Append(text, token.Text);
            else if (!token.Is("{")) text.Append(token.Text);
        }

        return text.ToString();
    }

    /// <summary>Takes the mark of feet or inches behind a number.</summary>
    private string? LengthMark()
    {
        if (_tokens[_at - 1] is not ({ Kind: MathTokenKind.Number } or { Kind: MathTokenKind.Symbol, Text: "}" })) return null;
        if (Take("\"")) return "in";
        if (!Take("'")) return null;
        return Take("'") ? "in" : "ft";
    }

    /// <summary>2 hours 30 minutes, 5 ft 6 in: a value with smaller units of the same kind behind it is their sum.</summary>
    private Node Compound(Node first)
    {
        while (first is Node.Quantity { Unit: var unit } quantity && (Current.Kind == MathTokenKind.Number || (Current.Is("and") && Next.Kind == MathTokenKind.Number)))
        {
            int start = _at;
            Take("and");
            Node.Number number = Literal();
            bool follows = Current.Kind is MathTokenKind.Words or MathTokenKind.Upright || (Current.Kind == MathTokenKind.Letter && IsUnitLetter()) || Current.Is("\"") || Current.Is("'");
            if (follows && WithUnit(number) is Node.Quantity { Unit: var smaller, Value: var more } && Units.Parse(unit) is { IsNeutral: false } whole && Units.Parse(smaller) is { } part
                && whole.Normal == part.Normal && part.Factor < whole.Factor && part.Factor.Over(whole.Factor) is { } share)
                first = quantity with { Value = Build.Plus(quantity.Value, Build.Times(more, Build.Number(share))) };
            else
            {
                _at = start;
                return first;
            }
        }

        return first;
    }

    private static string MergedUnit(string old, string unit) => old == "dollar" && Units.Parse(unit) is { } parsed && parsed.IsCurrency ? unit : old is "deg" or "%" ? old : $"{old} {unit}";

    /// <summary>The units from here on, with their operators.</summary>
    private string UnitText()
    {
        var text = new StringBuilder();
        for (; ; _at++)
        {
            MathToken token = Current;
            if (token.Kind is MathTokenKind.Words or MathTokenKind.Upright or MathTokenKind.Letter) Append(text, token.Text);
            else if (token.Kind == MathTokenKind.Currency && text.Length == 0) Append(text, token.Text);
            else if (token is { Kind: MathTokenKind.Symbol, Text: "^" or "/" or "*" } && text.Length > 0) text.Append(token.Text);
            else if (token is { Kind: MathTokenKind.Symbol, Text: "-" or "{" or "}" } && text.Length > 0 && (token.Text != "}" || Opened(text)))
            {
                if (token.Text == "-") text.Append('-');
                else text.Append(token.Text == "{" ? "\u0001" : "\u0002");
            }
            else if (token.Kind == MathTokenKind.Number && text.Length > 0 && (text[^1] is '^' or '-' or '\u0001')) text.Append(token.Text);
            else break;
        }

        return text.Replace("\u0001", "").Replace("\u0002", "").ToString();
    }

    private static bool Opened(StringBuilder text)
    {
        string all = text.ToString();
        return all.Count(c => c == '\u0001') > all.Count(c => c == '\u0002');
    }

    private static void Append(StringBuilder text, string word)
    {
        if (text.Length > 0 && text[^1] is not ('^' or '/' or '*' or '\u0001')) text.Append(' ');
        text.Append(word);
    }
}
