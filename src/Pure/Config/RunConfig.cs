using System.ComponentModel.DataAnnotations;
using Pure.Tensors;

namespace Pure.Config;

/// <summary>What every training run has.</summary>
public abstract record RunConfig
{
    /// <summary>Folder of this run; made if missing.</summary>
    [Required]
    [PathKey]
    public string OutputDir { get; init; } = "";

    /// <summary>Every random choice of the run is derived from it.</summary>
    [Range(0, int.MaxValue)]
    public int Seed { get; init; } = 1;

    /// <summary>How work is cut.</summary>
    public ComputeOptions Compute { get; init; } = new();

    /// <summary>The numbers a model is computed with.</summary>
    internal ComputeType TypeOf(ModelSource model) => model.Dtype ?? Compute.Dtype;

    /// <summary>The place for a model, after a look whether the device is there.</summary>
    internal Placement PlaceOf(ModelSource model) => Compute.Place(model.Dtype);

    /// <summary>When checkpoints are written.</summary>
    public CheckpointOptions Checkpoints { get; init; } = new();
}
