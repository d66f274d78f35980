namespace Pure.Credit.Prime;

/// <summary>How the responses of a group are weighted in <see cref="DetachedPairLoss"/>.</summary>
public enum BestOfWeighting
{
    /// <summary>Equally: a mean over the batch ("dpo").</summary>
    None,

    /// <summary>By the chance to be the best of K by the reward model's own score, summed ("bon_rm").</summary>
    Reward,

    /// <summary>By the chance to be the best of K by outcome, summed ("bon_acc").</summary>
    Outcome,
}
