using Pure.Config;
using Pure.Models;
using Pure.Tensors;

namespace Pure.Cli.Bench;

/// <summary>What a benchmark measures: a shape, how work is cut, and the sizes of the work.</summary>
/// <param name="Name">What the model is called in the report.</param>
/// <param name="Model">Its shape.</param>
/// <param name="Type">The numbers it is computed with.</param>
/// <param name="Compute">Lanes, threads and micro-batches.</param>
internal sealed record BenchPlan(string Name, ModelConfig Model, ComputeType Type, ComputeOptions Compute)
{
    /// <summary>Folder whose weights are read; null for random ones, which cost the same time as trained ones.</summary>
    public string? Folder { get; init; }

    /// <summary>Tokens of a prompt.</summary>
    public int PromptTokens { get; init; } = 64;

    /// <summary>Tokens of a response.</summary>
    public int NewTokens { get; init; } = 64;

    /// <summary>Responses decoded together over all lanes.</summary>
    public IReadOnlyList<int> Batches { get; init; } = [1, 8, 64];

    /// <summary>Sequences that are scored, in groups of <see cref="Group"/> with one prompt.</summary>
    public int Scored { get; init; } = 16;

    /// <summary>Tokens of a training step.</summary>
    public int TrainTokens { get; init; } = 2048;

    /// <summary>Problems of an RL step.</summary>
    public int Prompts { get; init; } = 8;

    /// <summary>Responses to each problem.</summary>
    public int Group { get; init; } = 4;

    /// <summary>Tokens of a response in the RL step.</summary>
    public int ResponseTokens { get; init; } = 128;

    /// <summary>Least time spent on a measurement, in seconds.</summary>
    public double Seconds { get; init; } = 1;

    /// <summary>Whether times are the processor's instead of the wall's.</summary>
    public bool ByProcessorTime { get; init; }

    /// <summary>Threads at work in all.</summary>
    public int Workers => Compute.Lanes * Compute.ThreadsPerLane;

    /// <summary>What times are taken with.</summary>
    public BenchClock Clock => new(ByProcessorTime, Workers, IsOnGpu);

    /// <summary>Whether models compute on a GPU.</summary>
    public bool IsOnGpu => ComputeDevice.IsGpu(Compute.Device);

    /// <summary>Where models compute, and with what numbers.</summary>
    public Placement Place => Compute.Place(Type);
}
