// Reading and writing single values. YAML 1.1 and 1.2 disagree on what a plain word means ('no', '1e-6', '010', '1_000', '12:30'); here
// the type of the key decides instead, and what the two versions read differently is either unambiguous from the type or refused.
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Pure.Config;

/// <summary>Texts to values and back, for the types a single value may have.</summary>
internal static class ConfigScalars
{
    private static readonly Type[] Integers = [typeof(int), typeof(long), typeof(ulong)];

    public static bool IsScalar(Type type) =>
        type == typeof(string) || type == typeof(bool) || type == typeof(double) || type.IsEnum || IsInteger(type) || IsFree(type);

    /// <summary>Whether a key takes a section whose keys are not known here.</summary>
    public static bool IsFree(Type type) => type == typeof(JsonObject);

    public static bool IsInteger(Type type) => Integers.Contains(type);

    /// <summary>Reads a value.</summary>
    /// <returns><see langword="null"/> when it was read, else what is wrong.</returns>
    public static string? Read(Type type, ConfigNode.Scalar scalar, out object? value)
    {
        value = null;
        if (type == typeof(string)) value = scalar.Text;
        else if (type.IsEnum) return ReadEnum(type, scalar.Text, out value);
        else if (!scalar.IsPlain) return $"\"{scalar.Text}\" is a text because of its quotes, and this key takes {Describe(type)}. Remove the quotes.";
        else if (type == typeof(bool)) return ReadBool(scalar.Text, out value);
        else if (type == typeof(double)) return ReadDouble(scalar.Text, out value);
        else return ReadInteger(type, scalar.Text, out value);
        return null;
    }

    /// <summary>Writes a value as YAML that versions 1.1 and 1.2 of the language read the same.</summary>
    public static string Write(object? value) => value switch
    {
        null => "null",
        string text => YamlText.Quote(text),
        JsonObject section => section.ToJsonString(),  // JSON is YAML
        bool flag => flag ? "true" : "false",
        double number => WriteDouble(number),
        Enum name => YamlText.Quote(NameOf(name)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>The names of an enum's values as configs write them: snake_case, unless the member carries another name.</summary>
    public static string[] Names(Type type) => [.. Enum.GetNames(type).Select(name => NameOf(type, name))];

    /// <summary>For an enum whose members are documented, a line for each; else nothing.</summary>
    public static IEnumerable<string> Choices(Type type) => !type.IsEnum
        ? []
        : Enum.GetNames(type).Select(name => (Name: NameOf(type, name), Text: ConfigDocumentation.Of(type.GetField(name)!))).Where(choice => choice.Text.Length > 0).Select(choice => $"{choice.Name}: {choice.Text}");

    /// <summary>The type in words, for messages.</summary>
    public static string Describe(Type type) =>
        type == typeof(bool) ? "true or false"
        : type == typeof(string) ? "a text"
        : IsFree(type) ? "a section of any keys"
        : type == typeof(double) ? "a number"
        : type.IsEnum ? $"one of {string.Join(", ", Names(type))}"
        : "a whole number";

    /// <summary>The name of an enum value as configs write it.</summary>
    public static string NameOf(Enum value) => NameOf(value.GetType(), value.ToString());

    private static string NameOf(Type type, string member) =>
        type.GetField(member)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(member);

    private static string? ReadEnum(Type type, string text, out object? value)
    {
        string[] names = Names(type);
        int index = Array.IndexOf(names, text);
        value = index < 0 ? null : Enum.Parse(type, Enum.GetNames(type)[index]);
        if (index >= 0) return null;
        string guess = NearestName.Of(text, names) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        return $"'{text}' is not known; it must be {Describe(type)}.{guess}";
    }

    private static string? ReadBool(string text, out object? value)
    {
        value = text switch
        {
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            _ => null,
        };
        return value is null ? $"'{text}' is neither true nor false. Write one of these two." : null;
    }

    private static string? ReadDouble(string text, out object? value)
    {
        value = null;
        string unsigned = text.TrimStart('+', '-');
        if (unsigned is ".inf" or ".Inf" or ".INF") value = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        else if (unsigned is ".nan" or ".NaN" or ".NAN") return "the value must be a number, and .nan is none.";
        else if (unsigned.Length == 0 || !(char.IsAsciiDigit(unsigned[0]) || unsigned[0] == '.')) return NotA("number", text);
        else if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)) return NotA("number", text);
        else if (double.IsInfinity(number)) return $"'{text}' is too large for a number of 64 bits.";
        else value = number;
        return null;
    }

    private static string? ReadInteger(Type type, string text, out object? value)
    {
        value = null;
        string unsigned = text.TrimStart('+', '-');
        if (unsigned.Length > 1 && unsigned[0] == '0' && unsigned.All(char.IsAsciiDigit))
            return $"'{text}' begins with a zero, which some YAML readers take for base 8. Write it without.";
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out decimal number))
            return NotA("whole number", text);
        if (number != decimal.Truncate(number)) return $"{text} is not a whole number.";
        try
        {
            value = Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
            return null;
        }
        catch (OverflowException)
        {
            object least = type.GetField("MinValue")!.GetValue(null)!, most = type.GetField("MaxValue")!.GetValue(null)!;
            return $"{text} does not fit; it must be from {Write(least)} to {Write(most)}.";
        }
    }

    private static string NotA(string what, string text)
    {
        string hint = text.Contains(',', StringComparison.Ordinal) || text.Contains('_', StringComparison.Ordinal) ? " Write digits without separators, and a point before decimals." : "";
        return $"'{text}' is not a {what}.{hint}";
    }

    /// <summary>
    /// Shortest digits that read back to the same value. A mantissa with a point always, since YAML 1.1 takes <c>1e-06</c> for a text.
    /// </summary>
    private static string WriteDouble(double number)
    {
        if (double.IsPositiveInfinity(number)) return ".inf";
        if (double.IsNegativeInfinity(number)) return "-.inf";
        if (double.IsNaN(number)) return ".nan";
        string text = number.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
        int exponent = text.IndexOf('e', StringComparison.Ordinal);
        string mantissa = exponent < 0 ? text : text[..exponent];
        string point = mantissa.Contains('.', StringComparison.Ordinal) ? "" : ".0";
        return mantissa + point + (exponent < 0 ? "" : text[exponent..]);
    }
}
