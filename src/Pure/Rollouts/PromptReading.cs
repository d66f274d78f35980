// Prompts of which each begins the next are read once, by the longest: what a model knows of a token depends on the tokens before it
// alone. That is what makes completions from behind every step of a solution cheap (Monte Carlo labels): the solution is read once,
// not once for every step.
using Pure.Models.Inference;

namespace Pure.Rollouts;

/// <summary>Prompts that go through the model together as one sequence of tokens.</summary>
/// <param name="Groups">Their responses, by length of the prompt; each prompt begins the next, and the last is what is read.</param>
internal sealed record PromptReading(IReadOnlyList<PromptGroup> Groups)
{
    /// <summary>The tokens that are read.</summary>
    public int[] Ids => Groups[^1].Ids;

    /// <summary>The responses of all groups.</summary>
    public int Rows => Groups.Sum(g => g.Rows.Count);

    /// <summary>Keys and values of <see cref="Ids"/>, while any response needs them.</summary>
    public KeyValueSegment? Segment { get; set; }

    /// <summary>Responses that have not ended.</summary>
    public int Open { get; set; }

    /// <summary>Plans the readings of prompts, in the order of the first group of each.</summary>
    public static List<PromptReading> Of(IReadOnlyList<PromptGroup> groups)
    {
        // In the order of a dictionary, what begins with a prompt stands right behind it: one look at the next is enough.
        int[] sorted = [.. Enumerable.Range(0, groups.Count)];
        Array.Sort(sorted, (a, b) => groups[a].Ids.AsSpan().SequenceCompareTo(groups[b].Ids));
        var readings = new List<List<int>>();
        for (int i = sorted.Length - 1; i >= 0; i--)
        {
            bool begins = i + 1 < sorted.Length && groups[sorted[i + 1]].Ids.AsSpan().StartsWith(groups[sorted[i]].Ids);
            if (!begins) readings.Add([]);
            readings[^1].Insert(0, sorted[i]);
        }

        return [.. readings.OrderBy(members => members.Min()).Select(members => new PromptReading([.. members.Select(i => groups[i])]))];
    }

    /// <summary>The same prompts with some of the responses; a part need not have responses to all prompts.</summary>
    public IEnumerable<PromptReading> Split(int parts) =>
        Groups.SelectMany(g => g.Rows.Select(row => (g.Ids, row))).Chunk((Rows + parts - 1) / parts)
            .Select(chunk => new PromptReading([.. chunk.GroupBy(x => x.Ids).Select(g => new PromptGroup(g.Key, [.. g.Select(x => x.row)]))]));
}
