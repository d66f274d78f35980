namespace Pure.Rewards.Generative;

/// <summary>How the review of a generative verifier becomes rewards of steps.</summary>
public enum GenerativeReads
{
    /// <summary>One review a response: a step's reward is 2p - 1, with p the share of chains under which it and all steps before it are right.</summary>
    Chain,

    /// <summary>One review a response: 2s - 1 at the last step, with s the probability of the label Yes, and 0 at the others. Use it with the credit forms 'last' or 'sum'.</summary>
    Solution,

    /// <summary>One review for each prefix of the response, as the paper does in search: 2s - 1 at each step. As many reviews as there are steps.</summary>
    Prefixes,
}
