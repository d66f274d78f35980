// Diverse verifier tree search (Beeching et al. 2024, search-and-learn): n/M trees that never look at each other, so that
// one early favourite cannot take all beams. What a tree leaves are the M candidates of its last step.
using Pure.Rollouts;

namespace Pure.Search;

/// <summary>DVTS for one problem.</summary>
internal sealed class DvtsTree : ISearchTree
{
    private readonly SearchOptions _options;
    private readonly Branch[] _branches;

    public DvtsTree(Prompt prompt, SearchOptions options)
    {
        _options = options;
        _branches = [.. Enumerable.Range(0, options.Candidates / options.BeamWidth).Select(_ => new Branch { Tip = SearchNode.Root(prompt) })];
    }

    public bool ScoresLookahead => true;

    public IReadOnlyList<SearchNode> Grow() =>
        [.. _branches.Where(branch => !branch.Ended).SelectMany(branch => Enumerable.Repeat(branch.Tip, _options.BeamWidth))];

    public void Take(IReadOnlyList<SearchNode> grown, IReadOnlyList<double[]> scores)
    {
        int at = 0;
        foreach (Branch branch in _branches.Where(branch => !branch.Ended).ToArray())
        {
            branch.Last = [.. Enumerable.Range(at, _options.BeamWidth).Select(i => (grown[i], scores[i]))];
            int best = AnswerVote.Best([.. branch.Last.Select(candidate => _options.ScoreOf(candidate.Scores))])!.Value;
            branch.Tip = branch.Last[best].Node;
            branch.Ended = branch.Tip.Finish != FinishReason.Pause || _options.HoldsAnswer?.Invoke(branch.Tip.Ids) == true;
            at += _options.BeamWidth;
        }
    }

    public IReadOnlyList<(SearchNode Node, double[] Scores)> Found() => [.. _branches.SelectMany(branch => branch.Last)];

    private sealed class Branch
    {
        public required SearchNode Tip { get; set; }

        public (SearchNode Node, double[] Scores)[] Last { get; set; } = [];

        public bool Ended { get; set; }
    }
}
