namespace Pure.Rollouts;

/// <summary>
/// The one map from the tokens of a response to its steps (PURE, arXiv 2504.15275: steps end at a separator). Made once from the
/// sampled ids and used by reward model, credit, metrics and viewer alike, so that no two of them can disagree.
/// </summary>
/// <remarks>
/// A step ends at a separator token, and the last step at the last token of the response. A response that is cut exactly on
/// a separator therefore has no empty extra step; a separator directly before the end-of-sequence token does start one last
/// step, which holds that token alone.
/// </remarks>
public sealed class Steps
{
    private readonly int[] _ends;

    private Steps(int[] ends, bool endsOnSeparator)
    {
        _ends = ends;
        EndsOnSeparator = endsOnSeparator;
    }

    /// <summary>Number of steps; at least 1 for a response with at least one token.</summary>
    public int Count => _ends.Length;

    /// <summary>Whether the last token of the response is a separator: the response was cut exactly at the end of a step.</summary>
    public bool EndsOnSeparator { get; }

    /// <summary>Index of the last token of each step, ascending; the last one is the last token of the response.</summary>
    public ReadOnlySpan<int> Ends => _ends;

    /// <summary>Index of the first token of step <paramref name="step"/>.</summary>
    public int Start(int step) => step == 0 ? 0 : _ends[step - 1] + 1;

    /// <summary>Index of the last token of step <paramref name="step"/>: where its reward is read and placed.</summary>
    public int End(int step) => _ends[step];

    /// <summary>Number of tokens of a step, its end token not counted (m_j in the paper's code); 0 for an empty step.</summary>
    public int ContentTokens(int step) => _ends[step] - Start(step);

    /// <summary>Cuts a response into steps.</summary>
    /// <param name="responseIds">Token ids of the response as sampled.</param>
    /// <param name="isSeparator">Whether an id's text ends in the step separator; see <c>Tokenizer.IdsEndingWith</c>.</param>
    public static Steps Of(ReadOnlySpan<int> responseIds, IReadOnlySet<int> isSeparator)
    {
        var ends = new List<int>();
        for (int t = 0; t < responseIds.Length; t++)
        {
            if (t == responseIds.Length - 1 || isSeparator.Contains(responseIds[t])) ends.Add(t);
        }

        return new Steps([.. ends], responseIds.Length > 0 && isSeparator.Contains(responseIds[^1]));
    }

    /// <summary>A map from known end positions, for rollouts read from a file.</summary>
    /// <exception cref="PureException">The ends are not ascending.</exception>
    public static Steps FromEnds(IReadOnlyList<int> ends, bool endsOnSeparator = false)
    {
        for (int j = 0; j < ends.Count; j++)
        {
            if (ends[j] < 0 || (j > 0 && ends[j] <= ends[j - 1]))
                throw new PureException($"Step {j + 1} ends at token {ends[j]}, which does not come after the end of the step before it. Give ascending token indices.");
        }

        return new Steps([.. ends], endsOnSeparator);
    }
}
