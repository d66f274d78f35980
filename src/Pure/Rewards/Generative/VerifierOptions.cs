using System.ComponentModel.DataAnnotations;

namespace Pure.Rewards.Generative;

/// <summary>How much a verifier thinks.</summary>
public sealed record VerifierOptions
{
    /// <summary>Independent chains of each solution, whose scores are averaged (parallel scaling).</summary>
    [Range(1, 1024)]
    public int Chains { get; init; } = 1;

    /// <summary>Rounds of thinking in one chain, with a phrase between them that asks to check again (sequential scaling). More than one needs chains = 1.</summary>
    [Range(1, 4)]
    public int Rounds { get; init; } = 1;

    /// <summary>Sampling temperature of chains; 0.6 in the paper.</summary>
    [Range(0, 100)]
    public double Temperature { get; init; } = 0.6;

    /// <summary>Length limit of one round, in tokens. A chain that reaches it is still asked for its decision.</summary>
    [Range(1, 10_000_000)]
    public int MaxCompletionLength { get; init; } = 4096;

    /// <summary>tau in s = P(yes)^(1/tau) / (P(yes)^(1/tau) + P(no)^(1/tau)).</summary>
    [Range(0.01, 100)]
    public double DecisionTemperature { get; init; } = 1;

    /// <summary>Seed of the chains.</summary>
    [Range(0, int.MaxValue)]
    public int Seed { get; init; }

    /// <summary>What is wrong with the options together.</summary>
    public IEnumerable<string> Contradictions()
    {
        if (Rounds > 1 && Chains > 1) yield return $"rounds is {Rounds} and chains is {Chains}; thinking in rounds is for a single chain. Set one of them to 1.";
    }
}
