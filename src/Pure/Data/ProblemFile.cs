namespace Pure.Data;

/// <summary>Reads problems and writes their prompts.</summary>
public static class ProblemFile
{
    /// <summary>Reads every problem.</summary>
    /// <param name="path">The file.</param>
    /// <param name="template">Makes the prompts.</param>
    /// <param name="options">How rows are read.</param>
    /// <exception cref="PureException">A row is not sound, or two problems have the same id.</exception>
    public static Dataset<Problem> Read(string path, PromptTemplate template, DataOptions options)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        RowFormat<Problem>[] formats =
        [
            .. RowFormats.Problems.Select(format => new RowFormat<Problem>(format.Name, format.Columns, (fields, leftOut) =>
                format.Read(fields, leftOut).Select(row => new Problem(row.Id, template.RowText(row.Prompt), row.Answer) { PassRate = row.PassRate, Source = (template, row.Prompt) }))),
        ];
        return Dataset.Read(path, formats, options, problem =>
        {
            if (!ids.Add(problem.Id)) throw new FormatException($"the id '{problem.Id}' occurs twice");
        });
    }
}
