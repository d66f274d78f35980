namespace Pure.Credit.Prime;

/// <summary>How PRIME's rewards become returns (arXiv 2502.01456).</summary>
public enum PrimeForm
{
    /// <summary>Equation 5: every token reward is compared with the mean token reward of the other responses.</summary>
    Paper,

    /// <summary>The published code: K/(K-1) x - the sum of all means / (K-1). It adds (x_t - own mean)/(K-1) to the paper's form: the same at the first token, not behind it.</summary>
    Code,

    /// <summary>Equation 7: outcome and process reward divided by their deviation over the group.</summary>
    Grpo,

    /// <summary>Equation 8: no baseline.</summary>
    Reinforce,
}
