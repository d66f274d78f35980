// Golden cases of the implicit-reward family. Every case of every file is read, from the tests' own folder and, when the environment
// variable PURE_GOLDEN is set, from its sub-folder instead. A file without a check fails, and so does a check without a file.
using System.Globalization;
using System.Text.Json;

namespace Pure.Tests.GoldenImplicit;

/// <summary>Finds the files and checks of the folder <c>implicit</c>, and compares values.</summary>
internal static class ImplicitGolden
{
    /// <summary>What to do with a case of each file: inputs, expected values, tolerance.</summary>
    public static IReadOnlyDictionary<string, Action<JsonElement, JsonElement, double>> Checks { get; } =
        new[] { ImplicitPrmCases.Checks, PrimeCases.Checks, OrealCases.Checks, PavCases.Checks, EntropyCases.Checks, ToyCases.Checks }
            .SelectMany(table => table).ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);

    public static string Folder => Environment.GetEnvironmentVariable("PURE_GOLDEN") is { Length: > 0 } elsewhere
        ? Path.Combine(elsewhere, "implicit")
        : Path.Combine(AppContext.BaseDirectory, "Golden", "implicit");

    public static IEnumerable<string> Files() => Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);

    public static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, file)));
        return document.RootElement.Clone();
    }

    public static double Number(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? element.GetString() switch
        {
            "nan" => double.NaN,
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            { } text => double.Parse(text, CultureInfo.InvariantCulture),
            null => throw new NotSupportedException(),
        }
        : element.GetDouble();

    public static double Number(JsonElement element, string name) => Number(element.GetProperty(name));

    public static double[] Numbers(JsonElement element) => [.. element.EnumerateArray().Select(Number)];

    public static double[] Numbers(JsonElement element, string name) => Numbers(element.GetProperty(name));

    public static int[] Integers(JsonElement element) => [.. element.EnumerateArray().Select(x => (int)Number(x))];

    public static int[] Integers(JsonElement element, string name) => Integers(element.GetProperty(name));

    public static double[][] Rows(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(Numbers)];

    /// <summary>Rows cut to their valid length, from a mask or from lengths.</summary>
    public static double[][] Cut(double[][] rows, int[] lengths) => [.. rows.Select((row, i) => row[..lengths[i]])];

    public static int[] Lengths(JsonElement inputs, string mask) => [.. Rows(inputs, mask).Select(row => (int)row.Sum())];

    public static void Close(string what, double expected, double actual, double tolerance)
    {
        if (!double.IsFinite(expected)) Assert.Equal(expected, actual);
        else Assert.True(Math.Abs(expected - actual) <= Math.Max(tolerance, 5e-12) * Math.Max(1, Math.Abs(expected)), $"{what}: {actual:R}, expected {expected:R}");
    }

    public static void Close(string what, double[] expected, double[] actual, double tolerance)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: {actual.Length} values, expected {expected.Length}");
        for (int i = 0; i < expected.Length; i++) Close($"{what}[{i}]", expected[i], actual[i], tolerance);
    }

    public static void Close(string what, double[][] expected, double[][] actual, double tolerance)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: {actual.Length} rows, expected {expected.Length}");
        for (int i = 0; i < expected.Length; i++) Close($"{what}[{i}]", expected[i], actual[i], tolerance);
    }

    /// <summary>Fails when a case carries a field that the check does not know: new kinds of cases must not pass unread.</summary>
    public static void Knows(JsonElement element, params string[] fields) =>
        Assert.Empty(element.EnumerateObject().Select(field => field.Name).Except(fields, StringComparer.Ordinal));
}
