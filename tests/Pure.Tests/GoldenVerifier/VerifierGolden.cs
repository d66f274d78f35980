// Golden cases of the public implementations around process rewards: verifiers, reward benchmarks, search. Every case of every file is
// read, from the tests' own folder and, when the environment variable PURE_GOLDEN is set, from its sub-folder instead. A file without a
// check fails. A new kind of file is one entry in the table of one of the classes that are listed here.
using System.Globalization;
using System.Text.Json;

namespace Pure.Tests.GoldenVerifier;

/// <summary>Finds the files and checks of the folder <c>verifier</c>.</summary>
internal static class VerifierGolden
{
    private static readonly IReadOnlyDictionary<string, Action<JsonElement>>[] Tables =
    [
        ThinkPrmCases.Checks,
        PurmCases.Checks,
        RewardAgentCases.Checks,
        AggregationCases.Checks,
        VoteCases.Checks,
        TreeCases.Checks,
        ProcessBenchCases.Checks,
        Prm800kCases.Checks,
        RewardBenchCases.Checks,
    ];

    /// <summary>What to do with a case of each file; given the whole case.</summary>
    public static IReadOnlyDictionary<string, Action<JsonElement>> Checks { get; } =
        Tables.SelectMany(table => table).ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);

    public static string Folder => Environment.GetEnvironmentVariable("PURE_GOLDEN") is { Length: > 0 } elsewhere
        ? Path.Combine(elsewhere, "verifier")
        : Path.Combine(AppContext.BaseDirectory, "Golden", "verifier");

    public static IEnumerable<string> Files() => Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);

    public static JsonElement Cases(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, file)));
        return document.RootElement.GetProperty("cases").Clone();
    }

    /// <summary>A number, also one that JSON cannot hold and that stands there as a text.</summary>
    public static double Number(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? element.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            { } text => double.Parse(text, CultureInfo.InvariantCulture),
            null => throw new NotSupportedException(),
        }
        : element.GetDouble();

    public static double[] Numbers(JsonElement element) => [.. element.EnumerateArray().Select(Number)];

    /// <summary>Compares relatively, above 1 and below it alike; NaN equals NaN.</summary>
    public static void Close(string what, double expected, double actual, double tolerance = 1e-12)
    {
        if (double.IsNaN(expected) || double.IsInfinity(expected))
        {
            Assert.Equal(expected, actual);
            return;
        }

        double difference = Math.Abs(expected - actual);
        Assert.True(difference <= tolerance * Math.Max(1e-6, Math.Abs(expected)), $"{what}: {actual:R}, expected {expected:R} (off by {difference:E1})");
    }

    /// <summary>Runs a case that the original either answers or refuses; what it refuses must be refused here too.</summary>
    public static void AnswerOrRefusal(JsonElement item, Action<JsonElement, JsonElement> check)
    {
        JsonElement input = item.GetProperty("input");
        if (item.TryGetProperty("expected", out JsonElement expected)) check(input, expected);
        else Assert.Throws<PureException>(() => check(input, default));
    }
}
