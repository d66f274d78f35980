using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Pure.Config;

/// <summary>
/// Checks the attributes of a key and says in words what they allow. <c>[Range]</c> and <c>[AllowedValues]</c> on a list hold for each
/// element; <c>[MinLength]</c> and <c>[MaxLength]</c> count elements of a list and characters of a text. The attributes' own messages are
/// not used: they know neither value nor remedy.
/// </summary>
internal static class ConfigRules
{
    public static bool Knows(ValidationAttribute rule) => rule is RangeAttribute or AllowedValuesAttribute or MinLengthAttribute or MaxLengthAttribute;

    /// <summary>What is wrong with a value; nothing for <see langword="null"/>, which the type itself allows or not.</summary>
    public static IEnumerable<string> Problems(ConfigKey key, object? value)
    {
        if (value is null) yield break;
        if (key.IsRequired && value is "") yield return "must not be empty.";
        foreach (ValidationAttribute rule in key.Rules)
        {
            if (rule is MinLengthAttribute or MaxLengthAttribute)
            {
                if (LengthProblem(rule, value) is { } problem) yield return problem;
                continue;
            }

            foreach (object single in key.ElementType is null ? [value] : ((IEnumerable)value).Cast<object>())
            {
                if (ValueProblem(rule, single) is { } problem) yield return problem;
            }
        }
    }

    /// <summary>What a rule allows, such as "above 0 and at most 1".</summary>
    public static string Describe(RangeAttribute range)
    {
        string? low = IsOpen(range.Minimum) ? null : $"{(range.MinimumIsExclusive ? "above" : "at least")} {Text(range.Minimum)}";
        string? high = IsOpen(range.Maximum) ? null : $"{(range.MaximumIsExclusive ? "below" : "at most")} {Text(range.Maximum)}";
        return string.Join(" and ", new[] { low, high }.Where(part => part is not null));
    }

    /// <summary>Whether a bound stands for "no limit", as in <c>[Range(1, int.MaxValue)]</c>.</summary>
    public static bool IsOpen(object bound) =>
        bound is int.MaxValue or int.MinValue or double.MaxValue or double.MinValue or double.PositiveInfinity or double.NegativeInfinity;

    private static string? LengthProblem(ValidationAttribute rule, object value)
    {
        (int count, string unit) = value is string text ? (text.Length, "character") : (((ICollection)value).Count, "entry");
        return rule switch
        {
            MinLengthAttribute least when count < least.Length => $"has {Count(count, unit)}; it needs at least {least.Length}.",
            MaxLengthAttribute most when count > most.Length => $"has {Count(count, unit)}; it takes at most {most.Length}.",
            _ => null,
        };
    }

    private static string? ValueProblem(ValidationAttribute rule, object value)
    {
        switch (rule)
        {
            case RangeAttribute range when !Contains(range, value):
                return $"{Text(value)} is out of range; it must be {Describe(range)}.";
            case AllowedValuesAttribute allowed when !allowed.Values.Any(choice => Text(choice) == Text(value)):
                string[] choices = [.. allowed.Values.Select(Text)];
                string guess = NearestName.Of(Text(value), choices) is { } nearest ? $" Did you mean '{nearest}'?" : "";
                return $"'{Text(value)}' is not allowed; it must be one of {string.Join(", ", choices)}.{guess}";
            default:
                return null;
        }
    }

    /// <summary>Compares integers as decimals, which hold all 64 bits, and all else as doubles.</summary>
    private static bool Contains(RangeAttribute range, object value)
    {
        int low, high;
        if (ConfigScalars.IsInteger(value.GetType()) && range.Minimum is not double && range.Maximum is not double)
        {
            decimal number = Convert.ToDecimal(value, CultureInfo.InvariantCulture);
            low = number.CompareTo(Convert.ToDecimal(range.Minimum, CultureInfo.InvariantCulture));
            high = number.CompareTo(Convert.ToDecimal(range.Maximum, CultureInfo.InvariantCulture));
        }
        else
        {
            double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
            low = number.CompareTo(Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture));
            high = number.CompareTo(Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture));
        }

        // An int bound that means "no limit" must not limit a long or a double.
        bool above = IsOpen(range.Minimum) || (range.MinimumIsExclusive ? low > 0 : low >= 0);
        bool below = IsOpen(range.Maximum) || (range.MaximumIsExclusive ? high < 0 : high <= 0);
        return above && below;
    }

    private static string Count(int count, string unit) => count == 1 ? $"1 {unit}" : $"{count} {(unit == "entry" ? "entries" : unit + "s")}";

    private static string Text(object? value) => value is double number
        ? number.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e')
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null";
}
