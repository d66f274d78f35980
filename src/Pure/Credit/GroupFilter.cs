// Which groups are worth an update (DAPO's dynamic sampling, and the curriculum of PURE's later verl branch). Groups of problems
// without an answer have no outcomes to judge by and are kept: dropping them would undo the point of process rewards.
namespace Pure.Credit;

/// <summary>Chooses groups by the share of responses that solved the problem.</summary>
public static class GroupFilter
{
    /// <summary>Rows of groups of which some responses are right and some are wrong, and of groups without an answer.</summary>
    /// <param name="outcomes">Outcome of each response; <see langword="null"/> without an answer.</param>
    /// <param name="groups">Group of each response.</param>
    /// <returns>Indices in ascending order; empty when every group is extreme.</returns>
    public static int[] RemoveExtreme(IReadOnlyList<double?> outcomes, IReadOnlyList<string> groups) =>
        Keep(outcomes, groups, mean => mean is > 0 and < 1);

    /// <summary>Rows of groups whose share of right responses lies in [0.25, 0.75), and of groups without an answer.</summary>
    /// <param name="outcomes">Outcome of each response; <see langword="null"/> without an answer.</param>
    /// <param name="groups">Group of each response.</param>
    public static int[] KeepMiddle(IReadOnlyList<double?> outcomes, IReadOnlyList<string> groups) =>
        Keep(outcomes, groups, mean => mean is >= 0.25 and < 0.75);

    private static int[] Keep(IReadOnlyList<double?> outcomes, IReadOnlyList<string> groups, Predicate<double> wanted)
    {
        if (outcomes.Count != groups.Count)
            throw new PureException($"{outcomes.Count} outcomes for {groups.Count} responses. Give one a response, null where the problem has no answer.");
        return
        [
            .. Enumerable.Range(0, groups.Count)
                .GroupBy(row => groups[row], StringComparer.Ordinal)
                .Where(group => group.Average(row => outcomes[row]) is not { } mean || wanted(mean))
                .SelectMany(group => group)
                .Order(),
        ];
    }
}
