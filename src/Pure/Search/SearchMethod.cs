namespace Pure.Search;

/// <summary>How compute is spent at test time.</summary>
public enum SearchMethod
{
    /// <summary>n independent responses; the best scored, or the most voted for, wins.</summary>
    BestOfN,

    /// <summary>n beams grow step by step; after each step the best n/M stay and are copied.</summary>
    Beam,

    /// <summary>Diverse verifier tree search: n/M independent trees, each of which keeps the best of M next steps.</summary>
    Dvts,
}
