namespace Pure.Credit;

/// <summary>How advantages are brought to a common scale, over the tokens of the whole batch.</summary>
public enum AdvantageWhitening
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>
    /// Divided by their root mean square over all valid tokens. Signs stay, and a group without signal keeps advantages of
    /// exactly 0; the divisor is reported as <see cref="CreditResult.AdvantageScale"/>.
    /// </summary>
    Scale,

    /// <summary>Mean subtracted and divided by the unbiased standard deviation over all valid tokens (branch verl). Turns the sign of small advantages and gives groups without signal an advantage.</summary>
    Batch,

    /// <summary>
    /// Branch main: when separators are masked, the mean and variance are divided by the number of advantages that are not
    /// exactly 0, and exact zeros stay 0; population moments otherwise.
    /// </summary>
    NonzeroBatch,
}
