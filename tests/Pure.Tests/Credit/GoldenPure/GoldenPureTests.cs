using System.Text.Json;
using Xunit;

namespace Pure.Tests.Credit.GoldenPure;

public sealed class GoldenPureTests
{
    public static TheoryData<string, int, string> Cases()
    {
        var cases = new TheoryData<string, int, string>();
        foreach (string file in GoldenFiles.Files())
        {
            int index = 0;
            foreach (JsonElement item in GoldenFiles.Read(file).GetProperty("cases").EnumerateArray())
                cases.Add(file, index++, item.GetProperty("id").GetString()!);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Agrees_with_the_original(string file, int index, string id)
    {
        Assert.True(GoldenFiles.Checks.TryGetValue(file, out Action<JsonElement, JsonElement>? check), $"no check for the golden file {file}");
        JsonElement root = GoldenFiles.Read(file), item = root.GetProperty("cases")[index];
        Assert.Equal(id, item.GetProperty("id").GetString());
        check(root, item);
    }

    [Fact]
    public void Every_kind_of_file_is_there() =>
        Assert.Empty(GoldenFiles.Checks.Keys.Except(GoldenFiles.Files(), StringComparer.Ordinal));
}
