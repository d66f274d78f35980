namespace Pure.Rewards;

/// <summary>What a process reward model reads at the end of a step.</summary>
public enum StepInput
{
    /// <summary>The tokens as sampled: a step's reward is read at its separator, the last one at the end-of-sequence token. Needs a model that was trained on the same separator.</summary>
    AsSampled,

    /// <summary>The step's whole text, also what stands inside a separator token such as ".\n\n", and one mark behind it. For models trained on texts of steps.</summary>
    WholeSteps,

    /// <summary>The token that ends a step is replaced by the mark, and its visible text is lost, as in PURE's published code.</summary>
    ReplacedEnds,
}
