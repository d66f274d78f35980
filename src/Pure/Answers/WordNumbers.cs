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
        return parts.Length > 1 && Answers.Units.Multiplier(parts[^1]) is { } scale && Values.TryGetValue(string.Join(' ', parts[..^1]), out value) ? scale * value : null;
    }

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
        values["one half"] = -1;
        values.Remove("one half");
        return values.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
