namespace Pure.Rewards.Remote;

/// <summary>What the two numbers of a token are that a server gives for a process reward model.</summary>
public enum ClassScores
{
    /// <summary>Probabilities of bad and good, as vLLM gives for token classification and <c>pure serve</c> always does.</summary>
    Probabilities,

    /// <summary>Logits of bad and good, of which the softmax is taken here.</summary>
    Logits,
}
