// Operators with Python's meaning: numbers stay whole until they are divided, + joins texts and lists, comparisons are by value.
using System.Globalization;
using System.Text;

namespace Pure.Text.Jinja;

/// <summary>Truth, equality, order and arithmetic.</summary>
internal static class JinjaOperators
{
    /// <summary>Longest text a template may make; a template from elsewhere must not fill the memory.</summary>
    public const int LongestText = 1 << 26;

    /// <summary>Whether a value counts as true.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null or JinjaUndefined or false or 0L or 0.0 or "" => false,
        List<object?> list => list.Count > 0,
        OrderedDictionary<string, object?> dictionary => dictionary.Count > 0,
        _ => true,
    };

    /// <summary>Equality by value.</summary>
    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (null, null) or (JinjaUndefined, JinjaUndefined) => true,
        (null, _) or (_, null) => false,
        (string a, string b) => a == b,
        (List<object?> a, List<object?> b) => a.Count == b.Count && a.Zip(b).All(pair => AreEqual(pair.First, pair.Second)),
        (OrderedDictionary<string, object?> a, OrderedDictionary<string, object?> b) =>
            a.Count == b.Count && a.All(e => b.TryGetValue(e.Key, out object? other) && AreEqual(e.Value, other)),
        _ when Number(left) is { } a && Number(right) is { } b => a == b,
        _ => ReferenceEquals(left, right),
    };

    /// <summary>Whether a comparison holds; <see langword="null"/> where the values cannot be compared so.</summary>
    public static bool? Compare(string comparison, object? left, object? right)
    {
        switch (comparison)
        {
            case "==": return AreEqual(left, right);
            case "!=": return !AreEqual(left, right);
            case "in": return Contains(right, left);
            case "not in": return !Contains(right, left);
            default: break;
        }

        int? order = (left, right) switch
        {
            (string a, string b) => string.CompareOrdinal(a, b),
            _ when Number(left) is { } a && Number(right) is { } b => a.CompareTo(b),
            _ => null,
        };
        return order is not { } sign ? null : comparison switch { "<" => sign < 0, ">" => sign > 0, "<=" => sign <= 0, _ => sign >= 0 };
    }

    /// <summary>The result of an operator; an exception where the values do not allow it.</summary>
    /// <exception cref="NotSupportedException">The values have no such operation, or the result would be too large.</exception>
    public static object? Arithmetic(string symbol, object? left, object? right)
    {
        if (symbol == "~") return Joined(JinjaText.Of(left), JinjaText.Of(right));
        return (symbol, left, right) switch
        {
            ("+", string a, string b) => Joined(a, b),
            ("+", List<object?> a, List<object?> b) => (List<object?>)[.. a, .. b],
            ("*", string text, long times) => Repeated(text, times),
            ("*", long times, string text) => Repeated(text, times),
            (_, long or bool, long or bool) when symbol is not ("/" or "**") => Whole(symbol, Integer(left), Integer(right)),
            _ when Number(left) is { } a && Number(right) is { } b => Fraction(symbol, a, b),
            _ => throw new NotSupportedException($"{JinjaText.Kind(left)} and {JinjaText.Kind(right)} cannot be put together by '{symbol}'"),
        };
    }

    /// <summary>A number, a truth value included; <see langword="null"/> for anything else.</summary>
    public static double? Number(object? value) => value switch
    {
        long number => number,
        double number => number,
        bool truth => truth ? 1 : 0,
        _ => null,
    };

    private static long Integer(object? value) => value is bool truth ? (truth ? 1 : 0) : (long)value!;

    private static bool? Contains(object? container, object? item) => (container, item) switch
    {
        (string text, string part) => text.Contains(part, StringComparison.Ordinal),
        (List<object?> list, _) => list.Exists(other => AreEqual(item, other)),
        (OrderedDictionary<string, object?> dictionary, _) => item is string key && dictionary.ContainsKey(key),
        (JinjaUndefined, _) => false,
        _ => null,
    };

    private static string Joined(string a, string b) =>
        a.Length + (long)b.Length <= LongestText ? a + b : throw new NotSupportedException("the text grows beyond all measure");

    private static string Repeated(string text, long times) =>
        text.Length * (double)Math.Max(0, times) <= LongestText
            ? new StringBuilder().Insert(0, text, (int)Math.Max(0, times)).ToString()
            : throw new NotSupportedException("the text grows beyond all measure");

    private static object Whole(string symbol, long a, long b)
    {
        try
        {
            return checked(symbol switch
            {
                "+" => a + b,
                "-" => a - b,
                "*" => a * b,
                _ when b == 0 => throw new NotSupportedException("a number is divided by 0"),
                "//" => (a / b) - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0),
                _ => ((a % b) + b) % b,
            });
        }
        catch (OverflowException e)
        {
            throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"{a} {symbol} {b} is too large a number"), e);
        }
    }

    private static object Fraction(string symbol, double a, double b) => symbol switch
    {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "**" when Math.Pow(a, b) is var power => power == Math.Floor(power) && Math.Abs(power) < 1e15 && a == Math.Floor(a) && b >= 0 ? (object)(long)power : power,
        _ when b == 0 => throw new NotSupportedException("a number is divided by 0"),
        "/" => a / b,
        "//" => Math.Floor(a / b),
        _ => a - (b * Math.Floor(a / b)),
    };
}
