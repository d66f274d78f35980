namespace Pure.Data;

/// <summary>Reads problems and writes their prompts.</summary>
public static class ProblemFile
{
    /// <summary>Reads every problem.</summary>
    /// <param name="path">The file.</param>
    /// <param name="template">Makes the prompts.</param>
    /// <param name="options">How rows are read.</param>
    /// <exception cref="PureException">A row is not sound, or two problems have the same id.</exception>
    public static Dataset<Problem> Read(string path, PromptTemplate template, DataOptions options) =>
        Read(path, options, row => new Problem(row.Id, template.RowText(row.Prompt), row.Answer) { PassRate = row.PassRate, Source = (template, row.Prompt) });

    /// <summary>Reads every problem as its file has it; its prompt is made later, by a template that need not be known yet. The text of a conversation names who speaks, and is for people.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How rows are read.</param>
    /// <exception cref="PureException">As <see cref="Read(string, PromptTemplate, DataOptions)"/>.</exception>
    public static Dataset<Problem> ReadBare(string path, DataOptions options) => Read(path, options, row =>
    {
        string text = row.Prompt.Count == 1 ? row.Prompt[0].Content : string.Join("\n\n", row.Prompt.Select(message => $"{message.Role}: {message.Content}"));
        return new Problem(row.Id, text, row.Answer) { PassRate = row.PassRate, Source = (PromptTemplate.Bare, row.Prompt) };
    });

    private static Dataset<Problem> Read(string path, DataOptions options, Func<ProblemRow, Problem> problem)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        RowFormat<Problem>[] formats =
        [
            .. RowFormats.Problems.Select(format => new RowFormat<Problem>(format.Name, format.Columns, (fields, leftOut) => format.Read(fields, leftOut).Select(problem))),
        ];
        return Dataset.Read(path, formats, options, read =>
        {
            if (!ids.Add(read.Id)) throw new FormatException($"the id '{read.Id}' occurs twice");
        });
    }
}
