namespace Pure.Answers;

/// <summary>Published graders whose verdicts can be reproduced.</summary>
public enum AnswerCompatibility
{
    /// <summary>None: Pure's own rules.</summary>
    None,

    /// <summary>String equality after the MATH data set's normalisation, as in PURE's branch main.</summary>
    Hendrycks,

    /// <summary>Qwen2.5-Math's evaluation: relative tolerance 1e-4, a factor of 100 either way, brackets ignored.</summary>
    Qwen,
}
