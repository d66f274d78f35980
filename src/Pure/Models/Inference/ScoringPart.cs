// How sequences are cut into passes. Nothing is padded, so a pass is simply filled up to a token budget. Sequences that begin with the
// same tokens are kept together, and their beginning goes through the model once for all of them in a pass.
namespace Pure.Models.Inference;

/// <summary>Sequences of one pass, by index; those of one cluster begin with the same tokens.</summary>
/// <param name="Clusters">Indices of the sequences.</param>
internal sealed record ScoringPart(IReadOnlyList<int[]> Clusters)
{
    /// <summary>A beginning of fewer tokens than this is not worth a segment of its own.</summary>
    private const int LeastShared = 8;

    /// <summary>Plans passes; the longest work comes first.</summary>
    /// <param name="sequences">What is read.</param>
    /// <param name="tokenBudget">Most tokens of a pass; one sequence alone may have more.</param>
    public static List<ScoringPart> Plan(IReadOnlyList<ScoredSequence> sequences, int tokenBudget)
    {
        var parts = new List<ScoringPart>();
        var open = new List<int[]>();
        int tokens = 0;
        foreach (int[] cluster in ByBeginning(sequences))
        {
            var members = new List<int>();
            foreach (int i in cluster)
            {
                int beginning = members.Count == 0 ? sequences[i].Shared : 0;
                if (tokens > 0 && tokens + beginning + sequences[i].Own > tokenBudget)
                {
                    Close(members);
                    beginning = sequences[i].Shared;
                }

                members.Add(i);
                tokens += beginning + sequences[i].Own;
            }

            open.Add([.. members]);
        }

        Close([]);
        return parts;

        void Close(List<int> members)
        {
            if (members.Count > 0) open.Add([.. members]);
            if (open.Count > 0) parts.Add(new ScoringPart([.. open]));
            open.Clear();
            members.Clear();
            tokens = 0;
        }
    }

    /// <summary>The spans of the pass, in the order of the clusters, and the segments they use.</summary>
    /// <param name="sequences">What is read.</param>
    /// <param name="segment">Makes a segment for so many tokens.</param>
    public List<TokenSpan> Spans(IReadOnlyList<ScoredSequence> sequences, Func<int, KeyValueSegment> segment)
    {
        var spans = new List<TokenSpan>();
        foreach (int[] cluster in Clusters)
        {
            ScoredSequence first = sequences[cluster[0]];
            int shared = cluster.Length > 1 ? first.Shared : 0;
            KeyValueSegment? beginning = shared > 0 ? segment(shared) : null;
            if (beginning is not null) spans.Add(new TokenSpan(first.Ids.AsMemory(0, shared), null, 0, beginning, 0, []));
            foreach (int i in cluster)
            {
                ScoredSequence sequence = sequences[i];
                spans.Add(new TokenSpan(sequence.Ids.AsMemory(shared), beginning, shared, segment(sequence.Ids.Length - shared), 0, [.. sequence.Positions.Select(p => p - shared)]));
            }
        }

        return spans;
    }

    /// <summary>Sequences with equal beginnings, longest work first, ties in the given order.</summary>
    private static List<int[]> ByBeginning(IReadOnlyList<ScoredSequence> sequences)
    {
        var byBeginning = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (int i = 0; i < sequences.Count; i++)
        {
            ReadOnlySpan<int> beginning = sequences[i].Ids.AsSpan(0, sequences[i].Shared);
            string key = beginning.Length < LeastShared ? $"alone {i}" : new string(System.Runtime.InteropServices.MemoryMarshal.Cast<int, char>(beginning));
            if (byBeginning.TryGetValue(key, out List<int>? members)) members.Add(i);
            else byBeginning[key] = [i];
        }

        return [.. byBeginning.Values.OrderByDescending(c => c.Sum(i => (long)sequences[i].Own)).ThenBy(c => c[0]).Select(c => c.ToArray())];
    }
}
