namespace Pure.Rewards.Generative;

/// <summary>The known formats of generative verifiers.</summary>
public enum VerifierFormatName
{
    /// <summary>ThinkPRM: reviews in words, verdicts in boxes.</summary>
    ThinkPrm,

    /// <summary>The embedded task: each step worked out anew, then + or -.</summary>
    Chain,
}
