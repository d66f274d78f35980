using System.Net;
using System.Reflection;
using Pure.Credit;

namespace Pure.Cli.Views;

/// <summary>Credit as one self-contained HTML page: the text of each response coloured by advantage, variants switchable.</summary>
internal static class CreditPage
{
    private const string Template = "Pure.Cli.Views.credit.html";

    /// <summary>Writes the page.</summary>
    /// <exception cref="PureException">The file cannot be written.</exception>
    public static void Write(string path, string title, IReadOnlyList<CreditRecord> records, IReadOnlyList<CreditVariant> variants)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Template)
            ?? throw new InvalidOperationException($"The resource {Template} is not in this assembly.");
        using var reader = new StreamReader(stream);
        string page = reader.ReadToEnd()
            .Replace("{{title}}", WebUtility.HtmlEncode(title), StringComparison.Ordinal)
            .Replace("{{data}}", CreditJson.Document(records, variants), StringComparison.Ordinal);  // the writer escapes '<', so no text can end the script element
        try
        {
            File.WriteAllText(path, page);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PureException($"The page '{path}' cannot be written: {e.Message} Choose another file for --html.", e);
        }
    }
}
