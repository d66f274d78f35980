// HostMemory keeps freed memory in the process, for the next tensor of its size. What a model leaves behind is many pieces of a few MiB
// between others that stay, and an update asks for pieces of hundreds: they would lie beside the holes, and the holes would count as well.
// So whoever frees a whole model gives the pages of all holes back, and what comes next pays for fresh ones. A run does so at every save
// as well: tensors of odd sizes leave a few more holes in every hundred steps.
using System.Runtime.InteropServices;

namespace Pure.Tensors;

/// <summary>Freed memory that goes back to the system.</summary>
internal static partial class FreedMemory
{
    /// <summary>Gives back every whole page that holds nothing; does nothing where the C library is not glibc.</summary>
    public static void Return()
    {
        if (HostMemory.IsGlibc) _ = malloc_trim(0);
    }

    [LibraryImport("libc.so.6")]
    private static partial int malloc_trim(nuint pad);
}
