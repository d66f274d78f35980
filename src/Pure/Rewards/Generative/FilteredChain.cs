namespace Pure.Rewards.Generative;

/// <summary>What the filter makes of one chain.</summary>
/// <param name="Rejection">Why it is not kept, or <see cref="ChainRejection.None"/>.</param>
/// <param name="Chain">The cleaned chain; empty when not kept.</param>
/// <param name="Target">The text to learn as published: the chain, in its tags if asked for, and the decision; empty when not kept.</param>
/// <param name="IsCorrect">Whether the decision is Yes.</param>
public sealed record FilteredChain(ChainRejection Rejection, string Chain, string Target, bool IsCorrect)
{
    /// <summary>Whether it is training data.</summary>
    public bool Kept => Rejection == ChainRejection.None;
}
