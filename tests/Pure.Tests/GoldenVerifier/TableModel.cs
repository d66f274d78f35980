using Pure.Rollouts;

namespace Pure.Tests.GoldenVerifier;

/// <summary>
/// The language model of <c>search_tree.json</c>: for each text a list of next chunks, given in turn. A chunk is one token here; a chunk
/// that ends in a blank line ends a step, any other is followed by the end of the sequence.
/// </summary>
internal sealed class TableModel(IReadOnlyDictionary<string, string[]> children) : IGenerator
{
    private const int End = 0;
    private readonly List<string> _chunks = [""];
    private readonly Dictionary<string, int> _asked = new(StringComparer.Ordinal);

    /// <summary>Ids of chunks that end a step.</summary>
    public IReadOnlySet<int> Separators
    {
        get
        {
            foreach (string chunk in children.Values.SelectMany(c => c)) Id(chunk);
            return Enumerable.Range(1, _chunks.Count - 1).Where(id => _chunks[id].EndsWith("\n\n", StringComparison.Ordinal)).ToHashSet();
        }
    }

    public string Text(IEnumerable<int> ids) => string.Concat(ids.Where(id => id != End).Select(id => _chunks[id]));

    public IEnumerable<string> Steps(IEnumerable<int> ids) => ids.Where(id => id != End).Select(id => _chunks[id].Trim());

    public IReadOnlyList<Rollout> Generate(GenerationRequest request, SamplingOptions options, CancellationToken cancel = default) =>
        [.. request.Prompts.SelectMany(prompt => Enumerable.Range(0, request.SamplesPerPrompt).Select(k => Answer(prompt, k, options)))];

    private Rollout Answer(Prompt prompt, int sample, SamplingOptions options)
    {
        var ids = new List<int>();
        string text = Text(prompt.Ids);
        while (ids.Count == 0 || ids[^1] != End)
        {
            string chunk = Next(text);
            text += chunk;
            int id = chunk.Length > 0 ? Id(chunk) : End;
            ids.Add(id);
            bool goesOn = chunk.EndsWith("\n\n", StringComparison.Ordinal);
            if (id != End && !goesOn) ids.Add(End);
            if (goesOn && options.PauseAt?.Contains(id) == true) break;
        }

        FinishReason finish = ids[^1] == End ? FinishReason.Stop : FinishReason.Pause;
        return new Rollout(prompt.ProblemId, sample, prompt.Ids, [.. ids], new float[ids.Count], finish, 0, 0);
    }

    private string Next(string text)
    {
        if (!children.TryGetValue(text, out string[]? chunks)) return "";
        int asked = _asked.GetValueOrDefault(text);
        _asked[text] = asked + 1;
        return chunks[asked % chunks.Length];
    }

    private int Id(string chunk)
    {
        int id = _chunks.IndexOf(chunk);
        if (id >= 0) return id;
        _chunks.Add(chunk);
        return _chunks.Count - 1;
    }
}
