using System.Text.Json;

namespace Pure.Tests.GoldenVerifier;

public sealed class VerifierGoldenTests
{
    public static TheoryData<string, int, string> Cases()
    {
        var cases = new TheoryData<string, int, string>();
        foreach (string file in VerifierGolden.Files())
        {
            int index = 0;
            foreach (JsonElement item in VerifierGolden.Cases(file).EnumerateArray()) cases.Add(file, index++, item.GetProperty("name").GetString()!);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Agrees_with_the_original(string file, int index, string name)
    {
        Assert.True(VerifierGolden.Checks.TryGetValue(file, out Action<JsonElement>? check), $"no check for the golden file {file}");
        JsonElement item = VerifierGolden.Cases(file)[index];
        Assert.Equal(name, item.GetProperty("name").GetString());
        Assert.Empty(item.EnumerateObject().Select(field => field.Name).Except(["name", "input", "expected", "raises", "note"], StringComparer.Ordinal));
        check(item);
    }

    [Fact]
    public void Every_kind_of_file_is_there() =>
        Assert.Empty(VerifierGolden.Checks.Keys.Except(VerifierGolden.Files(), StringComparer.Ordinal));
}
