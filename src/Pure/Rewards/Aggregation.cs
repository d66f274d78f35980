namespace Pure.Rewards;

/// <summary>How the scores of a solution's steps become one number. They are probabilities of being right unless said otherwise.</summary>
public enum Aggregation
{
    /// <summary>The worst step. Longer solutions are not favoured, and better steps added do not help.</summary>
    Min,

    /// <summary>The last step, which a process reward model scores having read the whole solution.</summary>
    Last,

    /// <summary>The product (PRM800K): the probability that all steps are right if they were independent. Falls with every step, so favours short solutions.</summary>
    Product,

    /// <summary>The mean. Steps without content dilute a bad one.</summary>
    Mean,

    /// <summary>The soft minimum of PURE (arXiv 2504.15275): sum of s_j exp(-s_j/T) / sum of exp(-s_l/T).</summary>
    SoftMin,

    /// <summary>The best step. One trivial step is enough.</summary>
    Max,

    /// <summary>The sum. Rises with every step, so favours long solutions: the classic hack.</summary>
    Sum,

    /// <summary>The sum of logarithms: the product, for scores too small for it.</summary>
    SumLog,
}
