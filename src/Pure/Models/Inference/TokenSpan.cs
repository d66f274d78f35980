namespace Pure.Models.Inference;

/// <summary>Consecutive tokens of one sequence that go through the model together: a whole prompt, a whole response, or the newest token.</summary>
/// <param name="Ids">The tokens.</param>
/// <param name="Shared">What stands before everything in <paramref name="Own"/> and is shared with other sequences; may be written in the same pass.</param>
/// <param name="SharedCount">Tokens in <paramref name="Shared"/>.</param>
/// <param name="Own">Takes the tokens up.</param>
/// <param name="OwnStart">Tokens of this sequence that are in <paramref name="Own"/> already.</param>
/// <param name="Wanted">Which of the tokens' hidden states are wanted, ascending.</param>
internal readonly record struct TokenSpan(ReadOnlyMemory<int> Ids, KeyValueSegment? Shared, int SharedCount, KeyValueSegment Own, int OwnStart, IReadOnlyList<int> Wanted)
{
    /// <summary>Position of a token in its sequence.</summary>
    public int Position(int token) => SharedCount + OwnStart + token;
}
