using System.Globalization;
using System.Text.Json;

namespace Pure.Tests.GoldenVerifier;

/// <summary>Reading and comparing the values of golden cases. Numbers that JSON does not have are strings there.</summary>
internal static class VerifierCase
{
    public static double Number(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? element.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var text => throw new FormatException($"'{text}' is no number"),
        }
        : element.GetDouble();

    public static double[] Numbers(JsonElement element) => [.. element.EnumerateArray().Select(Number)];

    public static double[][] Rows(JsonElement element) => [.. element.EnumerateArray().Select(Numbers)];

    public static int[] Integers(JsonElement element) => [.. element.EnumerateArray().Select(x => x.GetInt32())];

    public static string[] Texts(JsonElement element) => [.. element.EnumerateArray().Select(x => x.GetString()!)];

    public static Dictionary<string, double> Map(JsonElement element) =>
        element.EnumerateObject().ToDictionary(field => field.Name, field => Number(field.Value), StringComparer.Ordinal);

    public static JsonElement Input(JsonElement item, params string[] fields)
    {
        JsonElement input = item.GetProperty("input");
        Knows(input, fields);
        return input;
    }

    public static JsonElement Expected(JsonElement item, params string[] fields)
    {
        JsonElement expected = item.GetProperty("expected");
        if (fields.Length > 0) Knows(expected, fields);
        return expected;
    }

    public static bool Raises(JsonElement item) => item.TryGetProperty("raises", out _);

    /// <summary>Fails when a case carries a field that the check does not know: new kinds of cases must not pass unread.</summary>
    public static void Knows(JsonElement element, params string[] fields) =>
        Assert.Empty(element.EnumerateObject().Select(field => field.Name).Except(fields, StringComparer.Ordinal));

    public static void Close(double expected, double actual, double tolerance = 1e-9, string what = "value")
    {
        bool equal = expected.Equals(actual) || Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected));
        Assert.True(equal, string.Create(CultureInfo.InvariantCulture, $"{what}: {actual:R}, expected {expected:R}"));
    }

    public static void Close(IReadOnlyList<double> expected, IReadOnlyList<double> actual, string what = "values")
    {
        Assert.True(expected.Count == actual.Count, $"{what}: {actual.Count} values, expected {expected.Count}");
        for (int i = 0; i < expected.Count; i++) Close(expected[i], actual[i], what: $"{what}[{i}]");
    }
}
