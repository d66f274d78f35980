using Pure.Data;

namespace Pure.Training;

/// <summary>A data file as a checkpoint remembers it: which rows come in which step is a function of the seed and of these rows.</summary>
/// <param name="Name">Its name; it may be moved.</param>
/// <param name="Records">Records made of its rows.</param>
/// <param name="Sha256">Of the file.</param>
internal sealed record DataIdentity(string Name, int Records, string Sha256)
{
    public static IReadOnlyList<DataIdentity> Of(IReadOnlyList<DatasetReport> reports) => [.. reports.Select(r => new DataIdentity(System.IO.Path.GetFileName(r.Path), r.Used, r.Sha256))];

    /// <summary>Checks that a run goes on with the data that it began with; a file may have been moved.</summary>
    /// <exception cref="PureException">A file has changed.</exception>
    public static void CheckSame(IReadOnlyList<DataIdentity>? before, IReadOnlyList<DataIdentity> now)
    {
        if (before is null || before.Count != now.Count) return;
        for (int i = 0; i < before.Count; i++)
        {
            if (before[i].Sha256 == now[i].Sha256) continue;
            throw new PureException($"'{now[i].Name}' has changed since the run was saved (then {before[i].Records} records of '{before[i].Name}', now {now[i].Records}), so the run cannot go on as it would have. Bring the file back, or begin a new run.");
        }
    }
}
