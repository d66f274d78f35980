namespace Pure.Rewards.Labels;

/// <summary>What was sampled and what was left out, so that nothing is dropped silently.</summary>
public sealed record MonteCarloStatistics
{
    /// <summary>Solutions with counts.</summary>
    public int Solutions { get; set; }

    /// <summary>Of these, solutions whose own answer is right.</summary>
    public int Correct { get; set; }

    /// <summary>Solutions that the length limit cut; their unfinished step carries no label.</summary>
    public int Cut { get; set; }

    /// <summary>Solutions without a single whole step; they are left out.</summary>
    public int WithoutSteps { get; set; }

    /// <summary>Prefixes that were completed.</summary>
    public int Prefixes { get; set; }

    /// <summary>Prefixes that equal another of the same problem and share its completions.</summary>
    public int SharedPrefixes { get; set; }

    /// <summary>Completions sampled.</summary>
    public int Completions { get; set; }

    /// <summary>Completions that the length limit cut; they count as wrong.</summary>
    public int CutCompletions { get; set; }

    /// <summary>Tokens sampled, solutions and completions.</summary>
    public long Tokens { get; set; }

    /// <summary>The sum with those of other problems.</summary>
    public MonteCarloStatistics Plus(MonteCarloStatistics other) => new()
    {
        Solutions = Solutions + other.Solutions,
        Correct = Correct + other.Correct,
        Cut = Cut + other.Cut,
        WithoutSteps = WithoutSteps + other.WithoutSteps,
        Prefixes = Prefixes + other.Prefixes,
        SharedPrefixes = SharedPrefixes + other.SharedPrefixes,
        Completions = Completions + other.Completions,
        CutCompletions = CutCompletions + other.CutCompletions,
        Tokens = Tokens + other.Tokens,
    };
}
