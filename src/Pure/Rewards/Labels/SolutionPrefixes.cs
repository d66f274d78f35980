// Cutting sentences into steps as ER-PRM's data does (arXiv 2412.11006, code): a sentence that adds little is merged with the next one.
namespace Pure.Rewards.Labels;

/// <summary>Which prefixes of a solution are steps.</summary>
public static class SolutionPrefixes
{
    /// <summary>Indices of the prefixes that are kept: the first, the last, and each that adds more than some characters to the last one kept.</summary>
    /// <param name="prefixes">Texts, each beginning with the one before it.</param>
    /// <param name="leastCharacters">A prefix that adds no more than this is dropped.</param>
    public static int[] Merge(IReadOnlyList<string> prefixes, int leastCharacters = 30)
    {
        var kept = new List<int>();
        for (int i = 0; i < prefixes.Count; i++)
        {
            if (i == 0 || i == prefixes.Count - 1 || prefixes[i].Length - prefixes[kept[^1]].Length > leastCharacters) kept.Add(i);
        }

        return [.. kept];
    }
}
