namespace Pure.Credit;

/// <summary>Estimators of the divergence of the policy from the reference at a sampled token, from l = log p - log p_ref.</summary>
public enum KlEstimator
{
    /// <summary>l: unbiased, may be negative.</summary>
    K1,

    /// <summary>l^2 / 2: biased, never negative.</summary>
    K2,

    /// <summary>exp(-l) - 1 + l: unbiased and never negative.</summary>
    K3,

    /// <summary>k3 limited to [-10, 10] ("low_var_kl" of verl).</summary>
    K3Clamped,

    /// <summary>The absolute value of l.</summary>
    Abs,
}
