// Golden cases of the original verifiers, benchmarks and searches. Every case of every file is read, from the test's own folder and, when
// the environment variable PURE_GOLDEN is set, from its sub-folder instead. A file without a check fails.
using System.Text.Json;

namespace Pure.Tests.Evaluation.GoldenVerifier;

public sealed class GoldenVerifierTests
{
    private static readonly Dictionary<string, Action<JsonElement, JsonElement>> Checks = typeof(GoldenVerifierTests).Assembly.GetTypes()
        .Where(type => type.IsClass && typeof(IGoldenChecks).IsAssignableFrom(type))
        .SelectMany(type => ((IGoldenChecks)Activator.CreateInstance(type)!).Checks)
        .ToDictionary(StringComparer.Ordinal);

    private static string Folder => Environment.GetEnvironmentVariable("PURE_GOLDEN") is { Length: > 0 } elsewhere
        ? Path.Combine(elsewhere, "verifier")
        : Path.Combine(AppContext.BaseDirectory, "Golden", "verifier");

    public static TheoryData<string, int, string> Cases()
    {
        var cases = new TheoryData<string, int, string>();
        foreach (string file in Files())
        {
            int index = 0;
            foreach (JsonElement item in Read(file).GetProperty("cases").EnumerateArray()) cases.Add(file, index++, item.GetProperty("name").GetString()!);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Agrees_with_the_original(string file, int index, string name)
    {
        Assert.True(Checks.TryGetValue(file, out Action<JsonElement, JsonElement>? check), $"no check for the golden file {file}");
        JsonElement root = Read(file), item = root.GetProperty("cases")[index];
        Assert.Equal(name, item.GetProperty("name").GetString());
        VerifierCase.Knows(item, "name", "input", "expected", "raises", "note");
        Assert.True(item.TryGetProperty("expected", out _) || item.TryGetProperty("raises", out _), "the case expects nothing");
        check(root, item);
    }

    [Fact]
    public void Every_kind_of_file_is_there() => Assert.Empty(Checks.Keys.Except(Files(), StringComparer.Ordinal));

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);

    private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, file))).RootElement;
}
