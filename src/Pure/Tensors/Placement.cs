using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tensors;

/// <summary>What the numbers of a model are, and on which device they lie.</summary>
/// <param name="Type">Element type of weights and activations.</param>
/// <param name="DeviceType">The kind of device.</param>
/// <param name="Index">Which of several GPUs.</param>
public sealed record Placement(ScalarType Type = ScalarType.Float32, DeviceType DeviceType = DeviceType.CPU, int Index = 0)
{
    /// <summary>The processor, with numbers of a type.</summary>
    public static implicit operator Placement(ScalarType type) => new(type);

    /// <summary>The device.</summary>
    public Device Device => DeviceType == DeviceType.CPU ? CPU : new Device(DeviceType, Index);

    /// <summary>Where a tensor lies.</summary>
    public static Placement Of(Tensor tensor) => new(tensor.dtype, tensor.device_type, Math.Max(0, tensor.device_index));
}
