using Pure.Credit.Oreal;
using Pure.Data;

namespace Pure.Training;

/// <summary>Asks hard problems more often (OREAL, arXiv 2502.06781): every problem stands in the list as often as the bucket of its pass rate says.</summary>
internal static class DifficultyBalance
{
    /// <summary>The balanced list. Copies get ids of their own, so that a step may hold two of them without comparing one with the other.</summary>
    /// <exception cref="PureException">A problem has no pass rate, or all are dropped.</exception>
    public static IReadOnlyList<Problem> Of(IReadOnlyList<Problem> problems, string file)
    {
        if (problems.FirstOrDefault(p => p.PassRate is null) is { } unknown)
            throw new PureException($"rl.balance_difficulty needs the pass rate of every problem, and '{unknown.Id}' in '{file}' has none. Add the field 'pass_rate' (share of samples of the start policy that were right).");
        var copies = new Dictionary<int, int>();
        Problem[] balanced =
        [
            .. DifficultyBucket.Balance([.. problems.Select(p => p.PassRate!.Value)], DifficultyBucket.Published).Select(i =>
            {
                int copy = copies[i] = copies.GetValueOrDefault(i) + 1;
                return copy == 1 ? problems[i] : problems[i] with { Id = FormattableString.Invariant($"{problems[i].Id}#{copy}") };
            }),
        ];
        return balanced.Length > 0 ? balanced : throw new PureException($"Every problem in '{file}' has a pass rate of 0.8 or more, and rl.balance_difficulty drops those. Add harder ones.");
    }
}
