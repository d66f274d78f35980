using System.Text.Json;

namespace Pure.Tests.GoldenImplicit;

public sealed class ImplicitGoldenTests
{
    public static TheoryData<string, int, string> Cases()
    {
        var cases = new TheoryData<string, int, string>();
        foreach (string file in ImplicitGolden.Files())
        {
            int index = 0;
            foreach (JsonElement item in ImplicitGolden.Read(file).GetProperty("cases").EnumerateArray()) cases.Add(file, index++, item.GetProperty("name").GetString()!);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Agrees_with_the_original(string file, int index, string name)
    {
        Assert.True(ImplicitGolden.Checks.TryGetValue(file, out Action<JsonElement, JsonElement, double>? check), $"no check for the golden file {file}");
        JsonElement root = ImplicitGolden.Read(file), item = root.GetProperty("cases")[index];
        Assert.Equal(name, item.GetProperty("name").GetString());
        check(item.GetProperty("inputs"), item.GetProperty("expected"), ImplicitGolden.Number(root, "tolerance_abs"));
    }

    [Fact]
    public void Every_kind_of_file_is_there() => Assert.Empty(ImplicitGolden.Checks.Keys.Except(ImplicitGolden.Files(), StringComparer.Ordinal));
}
