namespace Pure.Rewards.Labels;

/// <summary>How the outcomes of completions become the label of a step.</summary>
public enum LabelKind
{
    /// <summary>1 when any completion is right, else 0 (Math-Shepherd, arXiv 2312.08935, hard estimation).</summary>
    Hard,

    /// <summary>The share of completions that are right (Math-Shepherd, soft estimation): the value Q of the state behind the step.</summary>
    Soft,

    /// <summary>The soft value (1/eta) ln E exp(eta r) of KL-regularised RL (ER-PRM, arXiv 2412.11006); its limit at eta = 0 is <see cref="Soft"/>, at infinity <see cref="Hard"/>.</summary>
    Entropy,

    /// <summary>The step's advantage Q behind it - Q before it, in [-1, 1] (PAV, arXiv 2410.08146). For analysis and step rewards; a model of PAV learns Q from <see cref="Soft"/>.</summary>
    Advantage,
}
