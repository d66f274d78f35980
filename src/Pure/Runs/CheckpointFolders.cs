using System.Globalization;

namespace Pure.Runs;

/// <summary>
/// The checkpoints of a run: <c>checkpoints/step-000100</c> and so on, each complete, since it appears by one rename. <c>latest</c> and
/// <c>best</c> are links for people and for programs that load a model; resuming looks at the folders themselves.
/// </summary>
public sealed class CheckpointFolders
{
    private const string Prefix = "step-";
    private const string LatestLink = "latest";
    private const string BestLink = "best";

    private readonly string _root;

    /// <summary>Opens the folder of checkpoints, which need not exist.</summary>
    /// <param name="root">The folder.</param>
    public CheckpointFolders(string root)
    {
        _root = root;
        if (!Directory.Exists(root)) return;
        try
        {
            AtomicFolder.Recover(root);
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Failure(root, e, "Complete checkpoints in it are untouched.");
        }
    }

    /// <summary>Folder of the checkpoint after <paramref name="step"/> steps.</summary>
    public string PathOf(int step) => Path.Combine(_root, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{step:D6}"));

    /// <summary>Writes a checkpoint, whole or not at all, and points <c>latest</c> at it.</summary>
    /// <exception cref="RunFailedException">The disk is full or cannot be written; earlier checkpoints are untouched.</exception>
    public void Write(int step, Action<string> write)
    {
        AtomicFolder.Write(PathOf(step), write);
        Link(LatestLink, step);
    }

    /// <summary>All checkpoints, oldest first.</summary>
    public IReadOnlyList<Checkpoint> List() => Directory.Exists(_root)
        ?
        [
            .. Directory.GetDirectories(_root, Prefix + "*")
                .Select(path => (Path: path, IsStep: TryStep(path, out int step), Step: step))
                .Where(found => found.IsStep)
                .OrderBy(found => found.Step)
                .Select(found => new Checkpoint(found.Step, found.Path)),
        ]
        : [];

    /// <summary>The checkpoint to resume from; <see langword="null"/> when there is none.</summary>
    public Checkpoint? Newest() => List() is [.., Checkpoint newest] ? newest : null;

    /// <summary>The checkpoint that was marked best, if it still exists.</summary>
    public Checkpoint? Best()
    {
        string? target = new DirectoryInfo(Path.Combine(_root, BestLink)).LinkTarget;
        return target is null ? null : List().FirstOrDefault(checkpoint => Path.GetFileName(checkpoint.Path) == target);
    }

    /// <summary>Points <c>best</c> at a checkpoint, which <see cref="Keep"/> then spares.</summary>
    public void MarkBest(int step)
    {
        if (!Directory.Exists(PathOf(step))) throw new ArgumentException($"There is no checkpoint of step {step}.", nameof(step));
        Link(BestLink, step);
    }

    /// <summary>Deletes all but the newest checkpoints and the best.</summary>
    /// <param name="newest">How many of the newest to keep; 0 keeps all.</param>
    /// <exception cref="RunFailedException">The disk does not let one be deleted.</exception>
    public void Keep(int newest)
    {
        if (newest <= 0) return;
        Checkpoint? best = Best();
        foreach (Checkpoint checkpoint in List().SkipLast(newest).Where(checkpoint => checkpoint != best))
        {
            try
            {
                AtomicFolder.Delete(checkpoint.Path);
            }
            catch (Exception e) when (DiskErrors.IsDisk(e))
            {
                throw DiskErrors.Failure(checkpoint.Path, e, "It was to be deleted; the newer checkpoints are complete.");
            }
        }
    }

    private static bool TryStep(string path, out int step)
    {
        string digits = Path.GetFileName(path)[Prefix.Length..];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out step) && digits.Length >= 6;
    }

    /// <summary>
    /// Makes a relative link, so that the run folder can be moved, under another name first: the rename replaces the old link in one
    /// step.
    /// </summary>
    private void Link(string name, int step)
    {
        string link = Path.Combine(_root, name), partial = AtomicFolder.NewName(link, AtomicFolder.Partial);
        try
        {
            Directory.CreateSymbolicLink(partial, Path.GetFileName(PathOf(step)));
            PosixFiles.Rename(partial, link);
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Failure(link, e, "The checkpoint itself is complete.");
        }
    }
}
