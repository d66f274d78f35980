using System.Text.Json;

namespace Pure.Tests.Text;

/// <summary>Texts with the ids that the reference implementation gives them: JSON Lines <c>{"text", "ids"}</c>.</summary>
internal static class GoldenCases
{
    public static IEnumerable<(string Text, int[] Ids)> Read(string file)
    {
        foreach (string line in File.ReadLines(file))
        {
            using JsonDocument document = JsonDocument.Parse(line);
            yield return (
                document.RootElement.GetProperty("text").GetString()!,
                document.RootElement.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()).ToArray());
        }
    }
}
