// Search over a folder of text files, for evidence that is known and repeatable: paragraphs ranked by BM25 (Robertson and Zaragoza 2009),
// k1 = 1.2, b = 0.75. Ties keep the order of files and paragraphs.
namespace Pure.Rewards.Agent;

/// <summary>Evidence out of files.</summary>
public sealed class FileSearch : IEvidenceSource
{
    private const double K1 = 1.2, B = 0.75;
    private const int Snippets = 5;

    private readonly (string Text, Dictionary<string, int> Words, int Length)[] _paragraphs;
    private readonly Dictionary<string, int> _documentFrequency = new(StringComparer.Ordinal);
    private readonly double _meanLength;

    /// <summary>Reads every .txt and .md file of a folder and those below it.</summary>
    /// <exception cref="PureException">There is no folder, or no text in it.</exception>
    public FileSearch(string folder)
    {
        if (!Directory.Exists(folder)) throw new PureException($"The evidence folder '{folder}' does not exist. Give a folder of .txt or .md files.");
        _paragraphs =
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(path => Path.GetExtension(path) is ".txt" or ".md").Order(StringComparer.Ordinal)
                .SelectMany(path => File.ReadAllText(path).ReplaceLineEndings("\n").Split("\n\n"))
                .Select(text => text.Trim()).Where(text => text.Length > 0)
                .Select(text => (text, Count(text), 0)).Select(p => (p.text, p.Item2, p.Item2.Values.Sum())),
        ];
        if (_paragraphs.Length == 0) throw new PureException($"The evidence folder '{folder}' holds no .txt or .md file with text.");
        foreach (string word in _paragraphs.SelectMany(p => p.Words.Keys)) _documentFrequency[word] = _documentFrequency.GetValueOrDefault(word) + 1;
        _meanLength = Math.Max(1, _paragraphs.Average(p => p.Length));
    }

    /// <inheritdoc/>
    public Task<string> FindAsync(string query, CancellationToken cancel) => Task.FromResult(string.Join("\n\n", Find(query)));

    /// <summary>The best paragraphs.</summary>
    public IReadOnlyList<string> Find(string query)
    {
        string[] words = [.. Count(query).Keys];
        return [.. _paragraphs.Select(p => (p.Text, Score: words.Sum(word => Score(p, word)))).Where(p => p.Score > 0).OrderByDescending(p => p.Score).Take(Snippets).Select(p => p.Text)];
    }

    private double Score((string Text, Dictionary<string, int> Words, int Length) paragraph, string word)
    {
        int count = paragraph.Words.GetValueOrDefault(word);
        if (count == 0) return 0;
        int having = _documentFrequency[word];
        double rarity = Math.Log(1 + ((_paragraphs.Length - having + 0.5) / (having + 0.5)));
        return rarity * count * (K1 + 1) / (count + (K1 * (1 - B + (B * paragraph.Length / _meanLength))));
    }

    private static Dictionary<string, int> Count(string text)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        int start = -1;
        for (int i = 0; i <= text.Length; i++)
        {
            bool letter = i < text.Length && char.IsLetterOrDigit(text[i]);
            if (letter && start < 0) start = i;
            if (letter || start < 0) continue;
            string word = text[start..i].ToLowerInvariant();
            counts[word] = counts.GetValueOrDefault(word) + 1;
            start = -1;
        }

        return counts;
    }
}
