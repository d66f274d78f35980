namespace Pure.Data;

/// <summary>A prompt with a response to imitate.</summary>
public sealed record Demonstration(string Prompt, string Completion)
{
    /// <summary>Reads JSON Lines with <c>prompt</c> and <c>completion</c>.</summary>
    public static IReadOnlyList<Demonstration> Read(string path) =>
        JsonLines.Read(path, (row, _) => new Demonstration(JsonLines.Text(row, "prompt"), JsonLines.Text(row, "completion")));
}
