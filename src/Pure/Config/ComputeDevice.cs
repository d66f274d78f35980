using System.Globalization;
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Config;

/// <summary>The value of <c>compute.device</c>: cpu, cuda or cuda:N.</summary>
internal static class ComputeDevice
{
    private const string Gpu = "cuda";

    /// <summary>Whether a text names a device.</summary>
    public static bool IsName(string name) => name == "cpu" || IndexOf(name) is not null;

    /// <summary>Whether a device is a GPU.</summary>
    public static bool IsGpu(string name) => IndexOf(name) is not null;

    /// <summary>The place for a model, after a look whether the device is there.</summary>
    /// <exception cref="PureException">The device is not there, or the text names none.</exception>
    public static Placement Place(string name, ComputeType type)
    {
        if (name == "cpu") return type.Scalar();
        if (IndexOf(name) is not { } index) throw new PureException($"'{name}' names no device. Give cpu, cuda, or cuda:N for the GPU with the number N.");
        GpuLibrary.Check(index);
        return new Placement(type.Scalar(), DeviceType.CUDA, index);
    }

    private static int? IndexOf(string name)
    {
        if (name == Gpu) return 0;
        bool numbered = name.StartsWith(Gpu + ":", StringComparison.Ordinal);
        return numbered && int.TryParse(name.AsSpan(Gpu.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : null;
    }
}
