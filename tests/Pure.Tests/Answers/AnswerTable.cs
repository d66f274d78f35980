namespace Pure.Tests.Answers;

/// <summary>Tables of what the parts of the grader make of a text, one row a line, its cells separated by tabs; ⏎ is a line break.</summary>
internal static class AnswerTable
{
    /// <summary>The rows of a table.</summary>
    public static IEnumerable<string[]> Rows(string name) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Answers", "Cases", "Tables", $"{name}.tsv")).Where(line => line.Length > 0).Select(line => line.Replace('⏎', '\n').Split('\t'));

    /// <summary>Fails with every row whose value is another than the cells behind the first.</summary>
    public static void Check(string name, Func<string, string> value)
    {
        string[] wrong = [.. Rows(name).Select(row => (Said: string.Join('\t', row[1..]), Got: value(row[0]), Text: row[0])).Where(row => row.Said != row.Got).Select(row => $"{row.Text}: {row.Got} and not {row.Said}")];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }
}
