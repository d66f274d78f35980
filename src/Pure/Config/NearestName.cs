namespace Pure.Config;

/// <summary>Finds what someone meant who wrote a name that does not exist.</summary>
public static class NearestName
{
    /// <summary>
    /// The known name closest to <paramref name="name"/>, or <see langword="null"/> when none is close: at most a third of the letters
    /// (and at least 1) may differ. Case and the difference between '-' and '_' are free.
    /// </summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        string wanted = Normal(name);
        int limit = Math.Max(1, wanted.Length / 3);
        string? nearest = null;
        int least = limit + 1;
        foreach (string candidate in known)
        {
            int distance = Distance(wanted, Normal(candidate));
            if (distance >= least) continue;
            least = distance;
            nearest = candidate;
        }

        return nearest;
    }

    /// <summary>
    /// Number of insertions, deletions, substitutions and swaps of two neighbours that turn one text into the other, no letter edited
    /// twice (optimal string alignment; Damerau 1964).
    /// </summary>
    public static int Distance(string first, string second)
    {
        var rows = new int[first.Length + 1, second.Length + 1];
        for (int i = 0; i <= first.Length; i++) rows[i, 0] = i;
        for (int j = 0; j <= second.Length; j++) rows[0, j] = j;
        for (int i = 1; i <= first.Length; i++)
        {
            for (int j = 1; j <= second.Length; j++)
            {
                int substitution = rows[i - 1, j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1);
                int best = Math.Min(substitution, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1])
                    best = Math.Min(best, rows[i - 2, j - 2] + 1);
                rows[i, j] = best;
            }
        }

        return rows[first.Length, second.Length];
    }

    private static string Normal(string name) => name.Replace('-', '_').ToLowerInvariant();
}
