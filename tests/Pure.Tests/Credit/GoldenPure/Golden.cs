using System.Text.Json;
using Xunit;

namespace Pure.Tests.Credit.GoldenPure;

/// <summary>Reading and comparing golden values.</summary>
internal static class Golden
{
    public static double[] Numbers(JsonElement element) => [.. element.EnumerateArray().Select(x => x.GetDouble())];

    public static int[] Ids(JsonElement element) => [.. element.EnumerateArray().Select(x => x.GetInt32())];

    public static double[][] Rows(JsonElement element) => [.. element.EnumerateArray().Select(Numbers)];

    /// <summary>Compares to a tolerance, relative above 1, and names the worst entry.</summary>
    public static void Close(string what, double[] expected, double[] actual, double tolerance = 1e-9)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: {actual.Length} values, expected {expected.Length}");
        for (int k = 0; k < expected.Length; k++)
        {
            double difference = Math.Abs(expected[k] - actual[k]) / Math.Max(1, Math.Abs(expected[k]));
            Assert.True(difference <= tolerance, $"{what}[{k}]: {actual[k]:R}, expected {expected[k]:R} (off by {difference:E1})");
        }
    }

    public static void Close(string what, double expected, double actual, double tolerance = 1e-9) => Close(what, [expected], [actual], tolerance);

    public static void Close(string what, double[][] expected, double[][] actual, double tolerance = 1e-9)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: {actual.Length} rows, expected {expected.Length}");
        for (int b = 0; b < expected.Length; b++) Close($"{what}[{b}]", expected[b], actual[b], tolerance);
    }

    /// <summary>Fails when a case carries a field that the check does not know: new kinds of cases must not pass unread.</summary>
    public static void Knows(JsonElement element, params string[] fields) =>
        Assert.Empty(element.EnumerateObject().Select(field => field.Name).Except(fields, StringComparer.Ordinal));
}
