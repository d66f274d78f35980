namespace Pure.Search;

/// <summary>The state of one problem's step-by-step search. The trees of all problems grow together, so that sampling and scoring are batched.</summary>
internal interface ISearchTree
{
    /// <summary>Whether scores are those of the nodes with the steps looked ahead.</summary>
    bool ScoresLookahead { get; }

    /// <summary>The nodes to grow by one step, repeated for as many next steps as each is to have; none when the search has ended.</summary>
    IReadOnlyList<SearchNode> Grow();

    /// <summary>Takes what grew from them, in the same order.</summary>
    /// <param name="grown">Each with its next step.</param>
    /// <param name="scores">Step scores of each.</param>
    void Take(IReadOnlyList<SearchNode> grown, IReadOnlyList<double[]> scores);

    /// <summary>What was found.</summary>
    IReadOnlyList<(SearchNode Node, double[] Scores)> Found();
}
