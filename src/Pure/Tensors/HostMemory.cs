// How the C library hands out memory to libtorch. A training step allocates and frees the same large tensors again and again.
// By default each one above 32 MiB is a new mapping, given back when it is freed, and touching it for the first time costs a
// page fault every 4 KiB: measured here, 3 ms a MiB on a virtual machine, so that a product of 36 GFLOP spent more time on
// its 40 MiB of output than on its sums. Two settings end that: freed memory stays in the process for the next tensor, and
// large tensors lie in pages of 2 MiB, where the system allows it on request.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pure.Tensors;

/// <summary>Settings of the C library's allocator.</summary>
internal static partial class HostMemory
{
    private const int TrimThreshold = -1, TopPad = -2, MostMappings = -4;
    private const int Never = -1;

    /// <summary>Applies the settings, unless the user has made some, before libtorch is loaded.</summary>
#pragma warning disable CA2255 // a module initializer in a library: the first tensor already needs the settings
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void KeepFreedMemory()
    {
        if (!IsGlibc || Environment.GetEnvironmentVariable("GLIBC_TUNABLES") is not null) return;
        _ = mallopt(MostMappings, 0);
        _ = mallopt(TrimThreshold, Never);
        _ = mallopt(TopPad, 64 << 20);
        _ = setenv("THP_MEM_ALLOC_ENABLE", "1", overwrite: 0);  // read by libtorch's allocator; .NET's own environment is a copy
    }

    /// <summary>Whether the C library is one whose settings are known here.</summary>
    internal static bool IsGlibc => OperatingSystem.IsLinux() && !RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal);

    [LibraryImport("libc.so.6")]
    private static partial int mallopt(int parameter, int value);

    [LibraryImport("libc.so.6", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
