using System.Collections.Frozen;
using Pure.Answers.Numbers;

namespace Pure.Answers;

/// <summary>Small numbers in words.</summary>
internal static class WordNumbers
{
    private static readonly string[] Units =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
        "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly FrozenDictionary<string, int> Values = All();

    /// <summary>The number that words name, or null.</summary>
    public static Rational? Value(string words)
    {
        string[] parts = words.ToLowerInvariant().Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
        if (Values.TryGetValue(string.Join(' ', parts), out int value)) return value;
        if (parts.Length > 1 && Denominator(parts[^1]) is { } divisor && Values.TryGetValue(string.Join(' ', parts[..^1]), out value)) return Rational.Of(value, divisor);
        return parts.Length > 1 && Answers.Units.Multiplier(parts[^1]) is { } scale && Values.TryGetValue(string.Join(' ', parts[..^1]), out value) ? scale * value : null;
    }

    /// <summary>What a word such as fifths divides by.</summary>
    private static int? Denominator(string word) => word switch
    {
        "half" or "halves" => 2, "third" or "thirds" => 3, "quarter" or "quarters" or "fourth" or "fourths" => 4, "fifth" or "fifths" => 5, "sixth" or "sixths" => 6,
        "seventh" or "sevenths" => 7, "eighth" or "eighths" => 8, "ninth" or "ninths" => 9, "tenth" or "tenths" => 10, _ => null,
    };

    private static FrozenDictionary<string, int> All()
    {
        var values = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int k = 0; k < Units.Length; k++) values[Units[k]] = k;
        for (int t = 0; t < Tens.Length; t++)
        {
            values[Tens[t]] = (t + 2) * 10;
            for (int k = 1; k < 10; k++) values[$"{Tens[t]} {Units[k]}"] = ((t + 2) * 10) + k;
        }

        values["one hundred"] = values["hundred"] = values["a hundred"] = 100;
        values["one thousand"] = values["a thousand"] = 1000;
        return values.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
