using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Pure.Tensors.Simd;

/// <summary>The rows of tensors on the CPU, for own loops.</summary>
internal static unsafe class Rows
{
    /// <summary>Whether own loops can read a tensor.</summary>
    public static bool CanRead(Tensor tensor) =>
        tensor.device_type == TorchSharp.DeviceType.CPU && tensor.dtype is ScalarType.Float32 or ScalarType.BFloat16;

    /// <summary>Where a contiguous tensor begins. The address of a tensor on a GPU means nothing here, so such a one is refused.</summary>
    public static void* Address(Tensor tensor)
    {
        if (tensor.device_type != TorchSharp.DeviceType.CPU) throw new InvalidOperationException($"An own loop was given a tensor on {tensor.device_type}.");
        fixed (byte* first = &MemoryMarshal.GetReference(tensor.bytes)) return first;
    }

    /// <summary>How many parts of rows are worked on side by side: one a thread of the lane, and one alone when there is little to do.</summary>
    public static int Parts(long rows, long width) => rows * width < 16_384 ? 1 : (int)Math.Min(get_num_threads(), rows);

    /// <summary>Calls <paramref name="work"/> with the part, its first row and the row behind its last.</summary>
    public static void ForParts(int rows, int parts, Action<int, int, int> work) =>
        ParallelRegion.Run(parts, part => work(part, (int)((long)rows * part / parts), (int)((long)rows * (part + 1) / parts)));
}
