// What a run's memory is made of. A run that grows by a little each step dies at step 4,000; the metrics of every step therefore say
// what is resident and who has it: native memory in use (tensors), native memory that the C library keeps for the next tensor, and .NET's heap.
using System.Runtime.InteropServices;

namespace Pure.Tensors;

/// <summary>Memory of this process at a moment, in bytes.</summary>
/// <param name="Resident">In physical memory, mapped files included.</param>
/// <param name="NativeUsed">Handed out by the C library and not freed; <see langword="null"/> where it cannot be asked.</param>
/// <param name="NativeKept">Freed and kept by the C library, resident or not; <see langword="null"/> where it cannot be asked.</param>
/// <param name="Managed">Committed by .NET's heap.</param>
internal readonly partial record struct MemoryUse(long Resident, long? NativeUsed, long? NativeKept, long Managed)
{
    private const double Mebibyte = 1 << 20;

    /// <summary>Under the names of metrics, in MiB.</summary>
    public IEnumerable<(string Name, double Mebibytes)> Metrics
    {
        get
        {
            yield return ("memory/resident_mib", Resident / Mebibyte);
            if (NativeUsed is { } used) yield return ("memory/native_used_mib", used / Mebibyte);
            if (NativeKept is { } kept) yield return ("memory/native_kept_mib", kept / Mebibyte);
            yield return ("memory/managed_mib", Managed / Mebibyte);
        }
    }

    /// <summary>As it is now.</summary>
    public static MemoryUse Now()
    {
        long managed = GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes;
        if (!OperatingSystem.IsLinux()) return new(Environment.WorkingSet, null, null, managed);
        try
        {
            Allocations allocations = mallinfo2();
            return new(Environment.WorkingSet, (long)(allocations.InUse + allocations.Mapped), (long)allocations.Free, managed);
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            return new(Environment.WorkingSet, null, null, managed);
        }
    }

    /// <summary>glibc's <c>struct mallinfo2</c>: the sum over its arenas.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Allocations(nuint Arena, nuint FreeChunks, nuint FastChunks, nuint MappedRegions, nuint Mapped, nuint Highest, nuint FastFree, nuint InUse, nuint Free, nuint Top);

    [LibraryImport("libc.so.6")]
    private static partial Allocations mallinfo2();
}
