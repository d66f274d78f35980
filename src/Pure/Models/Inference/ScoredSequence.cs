namespace Pure.Models.Inference;

/// <summary>A sequence whose hidden states are read at some positions.</summary>
/// <param name="Ids">All of it.</param>
/// <param name="Shared">How many of its first tokens others may begin with as well; no position lies in them.</param>
/// <param name="Positions">Where it is read, ascending.</param>
internal sealed record ScoredSequence(int[] Ids, int Shared, IReadOnlyList<int> Positions)
{
    /// <summary>Tokens that no other sequence has.</summary>
    public int Own => Ids.Length - Shared;
}
