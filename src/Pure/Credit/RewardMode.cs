namespace Pure.Credit;

/// <summary>Which rewards take part.</summary>
public enum RewardMode
{
    /// <summary>Both: the process reward of each step, and the verifiable reward of problems that have an answer.</summary>
    PrmVr,

    /// <summary>Process rewards only; outcomes are kept for metrics.</summary>
    Prm,

    /// <summary>Verifiable rewards only; step rewards are kept for metrics.</summary>
    Vr,
}
