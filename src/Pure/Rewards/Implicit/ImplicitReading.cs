namespace Pure.Rewards.Implicit;

/// <summary>How token rewards of an implicit process reward model become a number for each step (arXiv 2412.01981, section 3).</summary>
public enum ImplicitReading
{
    /// <summary>The log-ratio of the step's own tokens: the change of Q that the step made. What the paper's tables use, with the minimum over steps.</summary>
    Single,

    /// <summary>The log-ratio of all tokens up to the step's end: Q itself.</summary>
    Accumulative,

    /// <summary>The log-ratio of the whole response, the same for every step: the model as an outcome reward model.</summary>
    Whole,
}
