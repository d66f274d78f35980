// Runs own code on the threads that libtorch's operators run on. A second pool of threads would fight with the first for the cores:
// OpenMP's workers keep spinning for a while after each operator. libtorch and this code enter the same pool by the same call.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pure.Tensors;

/// <summary>A loop over parts, one a thread.</summary>
internal static unsafe class ParallelRegion
{
    private static readonly delegate* unmanaged<delegate* unmanaged<void*, void>, void*, uint, uint, void> Enter;
    private static readonly delegate* unmanaged<int> Current;

    static ParallelRegion()
    {
        // The library is found through libtorch, whose dependency it is under a name with a hash in it.
        if (!NativeLibrary.TryLoad("libtorch_cpu.so", typeof(ParallelRegion).Assembly, null, out nint library)) return;
        if (!NativeLibrary.TryGetExport(library, "GOMP_parallel", out nint enter) || !NativeLibrary.TryGetExport(library, "omp_get_thread_num", out nint current)) return;
        Enter = (delegate* unmanaged<delegate* unmanaged<void*, void>, void*, uint, uint, void>)enter;
        Current = (delegate* unmanaged<int>)current;
    }

    /// <summary>Calls <paramref name="body"/> once for each part, from 0; on the calling thread alone when there is one part or no OpenMP.</summary>
    /// <param name="parts">Number of parts.</param>
    /// <param name="body">Must not throw for any reason but a bug: the first failure is thrown again.</param>
    public static void Run(int parts, Action<int> body)
    {
        if (parts <= 1 || Enter is null)
        {
            for (int part = 0; part < parts; part++) body(part);
            return;
        }

        var region = new Region(body, parts);
        GCHandle handle = GCHandle.Alloc(region);
        try
        {
            Enter(&Part, (void*)GCHandle.ToIntPtr(handle), (uint)parts, 0);
        }
        finally
        {
            handle.Free();
        }

        region.Finish();
    }

    [UnmanagedCallersOnly]
    private static void Part(void* data) => Unsafe.As<Region>(GCHandle.FromIntPtr((nint)data).Target!).Work(Current());

    private sealed class Region(Action<int> body, int parts)
    {
        private Exception? _failure;
        private int _begun;

        public void Work(int thread)
        {
            Interlocked.Increment(ref _begun);
            try
            {
                body(thread);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref _failure, e, null);
            }
        }

        public void Finish()
        {
            if (_failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_failure);

            // OpenMP may give fewer threads than asked for; the parts nobody took are done here.
            for (int part = _begun; part < parts; part++) body(part);
        }
    }
}
