// HostMemory keeps freed memory in the process, for the next tensor of its size. What a model leaves behind is many pieces of a few MiB
// between others that stay, and an update asks for pieces of hundreds: they would lie beside the holes, and the holes would count as well.
// So whoever frees a whole model gives the pages of all holes back, and what comes next pays for fresh ones. A run does so at every save
// as well: tensors of odd sizes leave a few more holes in every hundred steps.
//
// The same happens between the phases of an RL step. The sampler's copy of the weights in the layout of products and the graph of the update are of
// other sizes, so neither fits the holes of the other, and a run of 0.5 B weights grows from step to step. A large model gives back at
// both ends of its update; a small one keeps what it has, because fresh pages in every step cost time and its holes are small in all.
using System.Runtime.InteropServices;

namespace Pure.Tensors;

/// <summary>Freed memory that goes back to the system.</summary>
internal static partial class FreedMemory
{
    /// <summary>Weights from which on the phases of a step give back what they leave.</summary>
    private const long LargeModel = 256L << 20;

    /// <summary>Gives back what a phase of training left, where the model is large enough for it to matter.</summary>
    /// <param name="weights">Of the model.</param>
    public static void ReturnBetweenPhases(Weights weights)
    {
        if (weights.All.Values.Sum(w => w.numel() * w.element_size()) >= LargeModel) Return();
    }

    /// <summary>Gives back every whole page that holds nothing; does nothing where the C library is not glibc.</summary>
    public static void Return()
    {
        if (HostMemory.IsGlibc) _ = malloc_trim(0);
    }

    [LibraryImport("libc.so.6")]
    private static partial int malloc_trim(nuint pad);
}
