using Pure.Tensors;

namespace Pure.Cli.Serve;

/// <summary>What is served, and where.</summary>
/// <param name="Url">Address to listen at; port 0 takes a free one.</param>
/// <param name="Policy">Folder of a language model, or <see langword="null"/>.</param>
/// <param name="RewardModel">Folder of a process reward model, or <see langword="null"/>.</param>
/// <param name="StepSeparator">Text that ends a step in texts sent to the reward model.</param>
/// <param name="Key">What a caller must send as its bearer token; none is asked for when <see langword="null"/>.</param>
internal sealed record ServeOptions(string Url, string? Policy, string? RewardModel, string StepSeparator, string? Key)
{
    public int Lanes { get; init; } = 2;

    public int ThreadsPerLane { get; init; } = 1;

    public int TokensPerMicroBatch { get; init; } = 2048;

    public int MaxDecodeRows { get; init; } = 128;

    /// <summary>Where the models compute, and with what numbers; fp32 in the host's memory when not given.</summary>
    public Placement? Place { get; init; }
}
