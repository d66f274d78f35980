namespace Pure.Rewards.Generative;

/// <summary>One chain of a verifier.</summary>
/// <param name="Text">What it wrote, up to where the decision is asked for; empty for a failed request.</param>
/// <param name="Verdicts">Its verdicts on steps, in order.</param>
/// <param name="LogOdds">log P(yes) - log P(no) of its decision; <see langword="null"/> when there is none.</param>
/// <param name="Score">P(yes) / (P(yes) + P(no)) at the decision temperature; <see langword="null"/> when there is none.</param>
/// <param name="Tokens">Tokens that were sampled.</param>
/// <param name="IsCut">Whether it reached the length limit.</param>
public sealed record VerificationChain(string Text, IReadOnlyList<bool> Verdicts, double? LogOdds, double? Score, int Tokens, bool IsCut)
{
    /// <summary>A request that failed.</summary>
    public static VerificationChain Failed { get; } = new("", [], null, null, 0, false);

    /// <summary>Whether a step and all before it are right by this chain; <see langword="null"/> where it does not say.</summary>
    public bool? VerdictOn(int step)
    {
        for (int j = 0; j < Verdicts.Count && j <= step; j++)
        {
            if (!Verdicts[j]) return false;
        }

        return step < Verdicts.Count ? true : null;
    }
}
