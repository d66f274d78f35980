namespace Pure.Config;

/// <summary>What PRIME's reward model learns from outcomes with.</summary>
public enum PrimeLoss
{
    /// <summary>Cross-entropy of sigma(beta · log-ratio) with the outcome.</summary>
    Ce,

    /// <summary>Each response against the mean of those on the other side of its group.</summary>
    Dpo,

    /// <summary>The same, weighted by the chance to be the best of the group by the model's own score.</summary>
    BonRm,

    /// <summary>The same, weighted by the chance to be the best of the group by outcome.</summary>
    BonAcc,
}
