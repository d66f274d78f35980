using Pure.Text;

namespace Pure.Data;

/// <summary>Reads problems and writes their prompts.</summary>
public static class ProblemFile
{
    /// <summary>Reads every problem.</summary>
    /// <param name="path">The file.</param>
    /// <param name="template">The prompt; <c>{problem}</c> stands for the problem's text.</param>
    /// <param name="options">How rows are read.</param>
    /// <exception cref="PureException">A row is not sound, or two problems have the same id.</exception>
    public static Dataset<Problem> Read(string path, string template, DataOptions options) =>
        Load(path, messages => template.Replace("{problem}", PlainPrompt.Of(messages), StringComparison.Ordinal), options);

    /// <summary>Reads every problem with default options.</summary>
    public static IReadOnlyList<Problem> Read(string path, string template) => Read(path, template, new DataOptions()).Rows;

    /// <summary>Reads every problem, with prompts written in any way.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Makes the prompt's text of its messages; a FormatException makes a bad row.</param>
    /// <param name="options">How rows are read.</param>
    public static Dataset<Problem> Load(string path, Func<IReadOnlyList<ChatMessage>, string> write, DataOptions options)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        RowFormat<Problem>[] formats =
        [
            .. RowFormats.Problems.Select(format => new RowFormat<Problem>(format.Name, format.Columns, (fields, leftOut) =>
                format.Read(fields, leftOut).Select(row => new Problem(row.Id, write(row.Prompt), row.Answer) { PassRate = row.PassRate }))),
        ];
        return Dataset.Read(path, formats, options, problem =>
        {
            if (!ids.Add(problem.Id)) throw new FormatException($"the id '{problem.Id}' occurs twice");
        });
    }
}
