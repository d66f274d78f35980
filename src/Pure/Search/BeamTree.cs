// Beam search over steps (Snell et al., arXiv 2408.03314; search-and-learn). Beams that ended leave the search and are ranked at its
// end; their places are filled with copies of those that go on.
using Pure.Rollouts;

namespace Pure.Search;

/// <summary>Beam search for one problem.</summary>
internal sealed class BeamTree : ISearchTree
{
    private readonly SearchOptions _options;
    private readonly List<(SearchNode Node, double[] Scores)> _completed = [];
    private IReadOnlyList<SearchNode> _active;

    public BeamTree(Prompt prompt, SearchOptions options)
    {
        _options = options;
        _active = [SearchNode.Root(prompt)];
    }

    public bool ScoresLookahead => false;

    /// <summary>The beams that stayed, repeated in order until there are n.</summary>
    public IReadOnlyList<SearchNode> Grow() =>
        _active.Count == 0 ? [] : [.. Enumerable.Range(0, _options.Candidates).Select(i => _active[i % _active.Count])];

    public void Take(IReadOnlyList<SearchNode> grown, IReadOnlyList<double[]> scores)
    {
        var open = new List<(SearchNode Node, double Score)>();
        for (int i = 0; i < grown.Count; i++)
        {
            if (grown[i].Finish == FinishReason.Pause) open.Add((grown[i], _options.ScoreOf(scores[i])));
            else _completed.Add((grown[i], scores[i]));
        }

        if (_options.FilterDuplicates) open = [.. open.DistinctBy(beam => string.Join(' ', beam.Node.Ids), StringComparer.Ordinal)];
        _active = Best(open);
    }

    public IReadOnlyList<(SearchNode Node, double[] Scores)> Found()
    {
        IEnumerable<(SearchNode Node, double[] Scores)> ranked = _completed;
        if (_options.SortCompleted) ranked = _completed.OrderByDescending(beam => _options.ScoreOf(beam.Scores));
        if (!_options.Published) return [.. ranked];
        (SearchNode Node, double[] Scores)[] found = [.. ranked.Take(_options.Candidates)];
        return found.Length > 0 ? [.. Enumerable.Range(0, _options.Candidates).Select(i => found[i % found.Length])] : found;
    }

    /// <summary>The best n/M beams, in the order in which they stand.</summary>
    private SearchNode[] Best(List<(SearchNode Node, double Score)> open)
    {
        int keep = _options.Candidates / _options.BeamWidth;
        if (keep == 0) keep = open.Count;  // published: nothing is pruned
        IEnumerable<int> order = Enumerable.Range(0, open.Count);
        IEnumerable<int> best = _options.Published
            ? order.OrderBy(i => open[i].Score).TakeLast(keep)
            : order.OrderByDescending(i => open[i].Score).Take(keep);
        return [.. best.Order().Select(i => open[i].Node)];
    }
}
