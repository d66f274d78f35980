using System.ComponentModel.DataAnnotations;
using Pure.Tensors;

namespace Pure.Config;

/// <summary>How work is cut. Results depend on these numbers to the last bit, never on the number of cores.</summary>
public sealed record ComputeOptions : IChecked
{
    /// <summary>Where models compute: cpu, cuda, or cuda:N for one of several GPUs. A GPU needs a libtorch with CUDA (environment variable PURE_LIBTORCH).</summary>
    [Required]
    public string Device { get; init; } = "cpu";

    /// <summary>The numbers that weights and activations are made of, for every model that names no type of its own.</summary>
    public ComputeType Dtype { get; init; } = ComputeType.Fp32;

    /// <summary>With bf16: whether the optimizer keeps each trained weight in fp32 as well and rounds it after every update. Without, updates smaller than about 1/256 of a weight are lost; memory is 2 bytes a weight less.</summary>
    public bool MasterWeights { get; init; } = true;

    /// <summary>Whether training keeps the activations of all layers or computes them again.</summary>
    public LayerRecomputation Recomputation { get; init; } = LayerRecomputation.Auto;

    /// <summary>With RL: whether reference and reward model leave the memory while other models work, and are read again from their folders when they are used. The results are the same to the bit; each step costs reading them once.</summary>
    public bool ReleaseIdleModels { get; init; }

    /// <summary>Parts of a batch that run side by side. Small models: one a core. Large models: 1.</summary>
    [Range(1, 256)]
    public int Lanes { get; init; } = 2;

    /// <summary>Threads inside one operation of one lane. Small models: 1. Large models: one a core.</summary>
    [Range(1, 1024)]
    public int ThreadsPerLane { get; init; } = 1;

    /// <summary>Most tokens of a micro-batch, padding included.</summary>
    [Range(1, 100_000_000)]
    public int TokensPerMicroBatch { get; init; } = 2048;

    /// <summary>Responses decoded together in one lane.</summary>
    [Range(1, 100_000)]
    public int MaxDecodeRows { get; init; } = 128;

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        if (!ComputeDevice.IsName(Device)) yield return $"device is '{Device}', and must be cpu, cuda, or cuda:N for the GPU with the number N.";
    }

    /// <summary>The place for a model, after a look whether the device is there.</summary>
    /// <param name="own">The numbers that the model names itself; <see cref="Dtype"/> when it names none.</param>
    internal Placement Place(ComputeType? own) => ComputeDevice.Place(Device, own ?? Dtype);
}
