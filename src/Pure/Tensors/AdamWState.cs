using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tensors;

/// <summary>One trained weight and what the optimizer keeps of it.</summary>
/// <param name="Weight">The weight; not owned.</param>
/// <param name="First">First moment, fp32.</param>
/// <param name="Second">Second moment, fp32.</param>
/// <param name="MasterLow">What the weight lacks of its fp32 master (<see cref="SplitMaster"/>), int16, or <see langword="null"/> when there is no master besides the weight itself.</param>
internal sealed record AdamWState(Tensor Weight, Tensor First, Tensor Second, Tensor? MasterLow) : IDisposable
{
    /// <summary>What is saved with a checkpoint, moments by the names of PyTorch's optimizer state.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> Parts
    {
        get
        {
            yield return ("exp_avg", First);
            yield return ("exp_avg_sq", Second);
            if (MasterLow is not null) yield return ("master_low", MasterLow);
        }
    }

    public void Dispose()
    {
        First.Dispose();
        Second.Dispose();
        MasterLow?.Dispose();
    }
}
