namespace Pure.Credit;

/// <summary>
/// How the rewards of a response's steps become the reward that is credited at each step. Written r_1..r_n for the raw step
/// rewards; the return of a token is the sum of the credited rewards from its step on.
/// </summary>
public enum CreditAssignment
{
    /// <summary>PURE's min-form: r*_j = softmax(-r/T)_j r_j. Its sum lies between the minimum and the minimum plus <see cref="SoftMinGap.Bound"/>.</summary>
    SoftMin,

    /// <summary>Paper, Eq. 3: the worst reward up to and including the worst step, 0 after it.</summary>
    StrictMin,

    /// <summary>The minimum of this and all later steps. The only min-form whose return errs by at most the error of the step rewards, at every step.</summary>
    SuffixMin,

    /// <summary>The discounted sum of this and all later steps, the usual return; grows with the number of steps.</summary>
    Sum,

    /// <summary>Every step weighs 1/n: what branch main of PURE computes when its min-form is switched off.</summary>
    Mean,

    /// <summary>The reward of the last step, credited to every token.</summary>
    Last,

    /// <summary>The product of the probabilities that this and all later steps are good, mapped back to the range of the rewards.</summary>
    Product,

    /// <summary>Step rewards are ignored; only the verifiable reward counts.</summary>
    OutcomeOnly,

    /// <summary>
    /// Branch verl's "strict min-form": the running minimum over all <em>tokens</em>, padding included. Ordinary tokens carry 0, so
    /// every positive reward is erased. Kept to reproduce that branch; use <see cref="StrictMin"/> or <see cref="SuffixMin"/>.
    /// </summary>
    TokenMin,
}
