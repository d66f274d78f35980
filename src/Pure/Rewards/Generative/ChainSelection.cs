// From labelled solutions and a strong model's chains to demonstrations for `pure sft` (ThinkPRM, arXiv 2504.16828, section 3).
using Pure.Data;

namespace Pure.Rewards.Generative;

/// <summary>Demonstrations out of chains, with an account of every chain.</summary>
/// <param name="Demonstrations">Prompt and target of each chain that is used.</param>
/// <param name="Rejections">How many chains were left out, by reason; <see cref="ChainRejection.None"/> counts those that are used.</param>
public sealed record ChainSelection(IReadOnlyList<Demonstration> Demonstrations, IReadOnlyDictionary<ChainRejection, int> Rejections)
{
    /// <summary>Filters the chains of every solution and balances right and wrong solutions.</summary>
    /// <param name="solutions">Prompt of the verifier, labels of the steps, and the chains.</param>
    /// <param name="format">How the verifier will be asked: what it learns to write is the chain, and the decision, exactly as scoring puts the question.</param>
    /// <param name="countTokens">Length of a text.</param>
    /// <param name="options">What is asked of a chain.</param>
    /// <param name="balanceSeed">Draws which chains of the more frequent verdict are left out; <see langword="null"/> to leave none out.</param>
    public static ChainSelection Of(IReadOnlyList<(string Prompt, IReadOnlyList<bool> Labels, IReadOnlyList<string> Chains)> solutions, VerificationFormat format, Func<string, int> countTokens, ChainFilterOptions options, ulong? balanceSeed)
    {
        var counts = Enum.GetValues<ChainRejection>().ToDictionary(reason => reason, _ => 0);
        var kept = new List<(Demonstration Demonstration, bool IsCorrect)>();
        foreach ((string prompt, IReadOnlyList<bool> labels, IReadOnlyList<string> chains) in solutions)
        {
            int own = 0;
            foreach (string chain in chains)
            {
                FilteredChain filtered = ChainFilter.Apply(chain, labels, countTokens, options);
                ChainRejection reason = filtered.Kept && own >= options.MaxChainsPerSolution ? ChainRejection.EnoughChains : filtered.Rejection;
                counts[reason]++;
                if (reason != ChainRejection.None) continue;
                own++;
                kept.Add((new Demonstration(prompt, filtered.Chain + format.Close + format.Question + (filtered.IsCorrect ? format.Yes : format.No)), filtered.IsCorrect));
            }
        }

        if (balanceSeed is { } seed) kept = Balance(kept, counts, seed);
        return new ChainSelection([.. kept.Select(k => k.Demonstration)], counts);
    }

    /// <summary>Leaves out chains of the more frequent verdict, drawn at random, in the order of the data.</summary>
    private static List<(Demonstration Demonstration, bool IsCorrect)> Balance(List<(Demonstration Demonstration, bool IsCorrect)> kept, Dictionary<ChainRejection, int> counts, ulong seed)
    {
        int right = kept.Count(k => k.IsCorrect), wrong = kept.Count - right, each = Math.Min(right, wrong);
        bool frequent = right > wrong;
        int[] candidates = [.. Enumerable.Range(0, kept.Count).Where(i => kept[i].IsCorrect == frequent)];
        var dropped = SeedSequence.Permutation(seed, candidates.Length).Skip(each).Select(i => candidates[i]).ToHashSet();
        counts[ChainRejection.Balanced] = dropped.Count;
        counts[ChainRejection.None] -= dropped.Count;
        return [.. kept.Where((_, i) => !dropped.Contains(i))];
    }
}
