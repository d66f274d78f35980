namespace Pure.Rewards.Generative;

/// <summary>What a generative verifier says of one solution.</summary>
/// <param name="Score">P(right), a mean over the chains that gave a decision; <see langword="null"/> when none did.</param>
/// <param name="Chains">The chains.</param>
public sealed record Verification(double? Score, IReadOnlyList<VerificationChain> Chains)
{
    /// <summary>Mean log-odds of the decisions, which tell solutions apart whose scores are both 1; <see langword="null"/> without a decision.</summary>
    public double? LogOdds => Chains.Select(c => c.LogOdds).OfType<double>().ToArray() is { Length: > 0 } odds ? odds.Average() : null;

    /// <summary>Tokens that were written.</summary>
    public int Tokens => Chains.Sum(c => c.Tokens);

    /// <summary>Chains without a decision: a failed request, or a prompt that does not fit.</summary>
    public int Missing => Chains.Count(c => c.Score is null);

    /// <summary>
    /// For each step the share of chains under which it and all before it are right. A chain that stops without having found an error
    /// says nothing of the steps it did not reach; it does not count there.
    /// </summary>
    /// <param name="steps">Number of steps.</param>
    /// <returns>One number a step; <see langword="null"/> for a step that no chain judged.</returns>
    public IReadOnlyList<double?> StepScores(int steps)
    {
        var scores = new double?[steps];
        for (int j = 0; j < steps; j++)
        {
            bool[] verdicts = [.. Chains.Select(c => c.VerdictOn(j)).OfType<bool>()];
            scores[j] = verdicts.Length == 0 ? null : verdicts.Count(right => right) / (double)verdicts.Length;
        }

        return scores;
    }

    /// <summary>Index of the first wrong step by the majority of chains, or -1; <see langword="null"/> when a step before it was judged by none.</summary>
    /// <param name="steps">Number of steps.</param>
    public int? FirstError(int steps)
    {
        IReadOnlyList<double?> scores = StepScores(steps);
        for (int j = 0; j < steps; j++)
        {
            if (scores[j] is not { } score) return null;
            if (score < 0.5) return j;
        }

        return -1;
    }
}
