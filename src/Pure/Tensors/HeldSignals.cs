// Holds back signals while a kernel of oneDNN runs. Its fp32 product for small matrices moves the stack pointer into a buffer on the heap
// (oneDNN issue 4845, mended in versions after libtorch 2.10's). A signal that arrives there gets its frame written over the heap, and some
// later free() ends the process. Signals come from anywhere: Ctrl-C, a window that changes its size, a child that ends, and .NET's
// own, when the garbage collector stops threads. A signal held back arrives when the product is done. The two system calls cost as much as
// a tenth of a decoding step of a small model, so a whole pass may hold signals: what is inside asks again for nothing. The collector
// does not wait for a signal then, because each call into libtorch lets it stop the thread.
using System.Runtime.InteropServices;

namespace Pure.Tensors;

/// <summary>The calling thread takes no signal from <see cref="Now"/> to <see cref="Dispose"/>.</summary>
internal readonly unsafe ref partial struct HeldSignals : IDisposable
{
    private const int Block = 0, SetMask = 2;
    private static readonly int[] Faults = [4 /* SIGILL */, 5 /* SIGTRAP */, 6 /* SIGABRT */, 7 /* SIGBUS */, 8 /* SIGFPE */, 11 /* SIGSEGV */];
    private static readonly SignalSet Held = All();

    [ThreadStatic]
    private static int _depth;

    private readonly SignalSet _before;
    private readonly bool _counts;

    private HeldSignals(SignalSet before)
    {
        _before = before;
        _counts = true;
    }

    /// <summary>Holds signals back, where there are any and this thread does not do so already.</summary>
    public static HeldSignals Now()
    {
        if (!OperatingSystem.IsLinux()) return default;
        SignalSet held = Held, before = default;
        if (_depth++ == 0) _ = pthread_sigmask(Block, &held, &before);
        return new HeldSignals(before);
    }

    /// <summary>
    /// Starts the threads that libtorch's operators run on from this thread, with every signal held back for their whole life: they begin
    /// with the mask of the thread that starts them, and a product on several threads runs on them too.
    /// </summary>
    /// <param name="threads">Threads of one operation, this one included.</param>
    public static void StartWorkers(int threads)
    {
        using HeldSignals held = Now();
        ParallelRegion.Run(threads, _ => { });
    }

    /// <summary>Lets signals through again.</summary>
    public void Dispose()
    {
        if (!_counts || --_depth > 0) return;
        SignalSet before = _before;
        _ = pthread_sigmask(SetMask, &before, null);
    }

    /// <summary>Every signal but those that report a fault of the running instruction.</summary>
    private static SignalSet All()
    {
        SignalSet set = default;
        for (int signal = 1; signal <= 64; signal++)
        {
            if (!Faults.Contains(signal)) set.Words[(signal - 1) / 64] |= 1UL << ((signal - 1) % 64);
        }

        return set;
    }

    // A system call that neither blocks nor calls back: the thread need not leave the garbage collector's sight for it.
    [LibraryImport("libc.so.6")]
    [SuppressGCTransition]
    private static partial int pthread_sigmask(int how, SignalSet* set, SignalSet* before);

    /// <summary>sigset_t of Linux on 64 bits.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct SignalSet
    {
        public fixed ulong Words[16];
    }
}
