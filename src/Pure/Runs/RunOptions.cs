namespace Pure.Runs;

/// <summary>How a run folder is opened.</summary>
public sealed record RunOptions
{
    /// <summary>What to do when there is a run already.</summary>
    public RunStart Start { get; init; } = RunStart.New;

    /// <summary>Key paths that may differ on a resume, such as <c>rl.max_steps</c>; a section's name stands for all keys in it.</summary>
    public IReadOnlyList<string> ResumableKeys { get; init; } = [];

    /// <summary>Bytes that must be free on the disk at the start; 0 for no check.</summary>
    public long NeededBytes { get; init; }
}
