namespace Pure.Data.Chain;

/// <summary>Two solutions of one problem, of which the first is better: of made-up ones, all its steps are right, and the other has a wrong one.</summary>
/// <param name="Chosen">The better one.</param>
/// <param name="Rejected">The worse one.</param>
public sealed record ChainPreference(ChainSolution Chosen, ChainSolution Rejected)
{
    private const int Tries = 1000;

    /// <summary>A pair of made-up solutions.</summary>
    /// <param name="problem">What both solve.</param>
    /// <param name="options">How the worse one goes wrong, and how often both restate.</param>
    /// <param name="seed">Decides everything that is drawn.</param>
    /// <exception cref="PureException">The options never make an error.</exception>
    public static ChainPreference Of(ChainProblem problem, CorruptorOptions options, ulong seed)
    {
        ChainSolution right = Corruptor.Solve(problem, options with { Rate = 0 }, SeedSequence.Derive(seed, "chosen"));
        ulong draws = SeedSequence.Derive(seed, "rejected");
        for (int i = 0; i < Tries; i++)
        {
            ChainSolution wrong = Corruptor.Solve(problem, options, SeedSequence.Derive(draws, (ulong)i));
            if (wrong.FirstError >= 0) return new ChainPreference(right, wrong);
        }

        throw new PureException($"No wrong solution in {Tries} tries with an error rate of {options.Rate}. Raise the rate.");
    }
}
