namespace Pure.Training.Plans;

/// <summary>What a configuration would do on this machine, before anything is done.</summary>
public sealed record RunPlan
{
    /// <summary>What the configuration is for: sft, reward, rl.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Everything wrong with the configuration and its files; the run would not start, or would end, because of each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>What should be known and is not wrong.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The data files.</summary>
    public IReadOnlyList<DataPlan> Data { get; init; } = [];

    /// <summary>What a step and the whole run are, in words.</summary>
    public IReadOnlyList<string> Arithmetic { get; init; } = [];

    /// <summary>Memory at the height of each phase, as estimated.</summary>
    public IReadOnlyList<MemoryPhase> Memory { get; init; } = [];

    /// <summary>Memory that this process could take now.</summary>
    public long FreeBytes { get; init; }

    /// <summary>Whether models compute on a GPU, whose memory the plan is then about.</summary>
    public bool IsOnGpu { get; init; }

    /// <summary>The largest of the phases.</summary>
    public long PeakBytes => Memory.Count == 0 ? 0 : Memory.Max(m => m.Total);
}
