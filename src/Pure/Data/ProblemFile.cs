namespace Pure.Data;

/// <summary>Reads problems from JSON Lines: <c>problem</c>, optional <c>id</c> (the line number when missing), optional <c>answer</c>.</summary>
public static class ProblemFile
{
    /// <summary>Reads every problem.</summary>
    /// <param name="path">The file.</param>
    /// <param name="template">The prompt; <c>{problem}</c> stands for the problem's text.</param>
    /// <exception cref="PureException">A row is not sound, or two problems have the same id.</exception>
    public static IReadOnlyList<Problem> Read(string path, string template)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        return JsonLines.Read(path, (row, line) =>
        {
            string id = JsonLines.OptionalText(row, "id") ?? $"line-{line}";
            if (!ids.Add(id)) throw new FormatException($"the id '{id}' occurs twice");
            string text = template.Replace("{problem}", JsonLines.Text(row, "problem"), StringComparison.Ordinal);
            return new Problem(id, text, JsonLines.OptionalText(row, "answer"));
        });
    }
}
