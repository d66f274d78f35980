namespace Pure.Credit.Oreal;

/// <summary>How the logits of a token-level reward model become weights of tokens (OREAL).</summary>
public enum TokenWeightForm
{
    /// <summary>The published code: the running mean of the logits up to the token, through a threshold.</summary>
    CumulativeMean,

    /// <summary>The published code's alternative: the largest running means of the response, rescaled to [0, 1].</summary>
    TopK,

    /// <summary>Equation 10 of the paper: the logit of the token itself.</summary>
    Tokenwise,

    /// <summary>Every token weighs 1: without token-level reward model.</summary>
    One,
}
