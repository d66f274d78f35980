namespace Pure.Credit.Oreal;

/// <summary>Estimators of the divergence in OREAL's published code, with d = log ref - log pi.</summary>
public enum OrealDivergence
{
    /// <summary>e^d - d - 1, never negative ("unbias", also known as k3).</summary>
    Unbiased,

    /// <summary>d^2 / 2 ("mse").</summary>
    Squared,

    /// <summary>d ("kl"). Its sign is wrong: to minimise it raises log pi above log ref. Only to reproduce that.</summary>
    Plain,
}
