// On small models two cores are used best by cutting a batch into two lanes that each run single-threaded, not by two
// OpenMP threads inside every small operation (measured in docs/log.md). How a batch is cut depends on the number of lanes
// only, never on the number of cores, so that the same configuration gives the same bits on another machine.
using System.Runtime.ExceptionServices;
using static TorchSharp.torch;

namespace Pure.Tensors;

/// <summary>A fixed number of workers, each with its own intra-operation thread count.</summary>
public sealed class Lanes : IDisposable
{
    private readonly Worker[] _workers;

    /// <param name="count">Lanes, from 1; lane 0 is the calling thread.</param>
    /// <param name="threadsPerLane">Threads libtorch may use inside one operation of one lane.</param>
    public Lanes(int count, int threadsPerLane)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threadsPerLane, 1);
        LibTorchLoader.CheckMachine();
        Count = count;
        ThreadsPerLane = threadsPerLane;
        set_num_threads(threadsPerLane);
        HeldSignals.StartWorkers(threadsPerLane);
        _workers = [.. Enumerable.Range(1, count - 1).Select(lane => new Worker(lane, threadsPerLane))];
    }

    public int Count { get; }

    public int ThreadsPerLane { get; }

    /// <summary>Runs <paramref name="work"/> once for each lane, given its index, and returns when all are done. The first failure, by lane index, is thrown again.</summary>
    public void Run(Action<int> work)
    {
        foreach (Worker worker in _workers) worker.Begin(work);
        Exception? failure = null;
        try
        {
            work(0);
        }
        catch (Exception e)
        {
            failure = e;
        }

        foreach (Worker worker in _workers)
        {
            Exception? of = worker.Join();
            failure ??= of;
        }

        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Handles items of a list in parallel: item i runs on lane i mod <see cref="Count"/>, in order.</summary>
    public void ForEach<T>(IReadOnlyList<T> items, Action<T> work) =>
        Run(lane =>
        {
            for (int i = lane; i < items.Count; i += Count) work(items[i]);
        });

    public void Dispose()
    {
        foreach (Worker worker in _workers) worker.Dispose();
    }

    /// <summary>One dedicated thread: libtorch keeps thread counts, gradient mode and dispose scopes per thread.</summary>
    private sealed class Worker : IDisposable
    {
        private readonly SemaphoreSlim _begin = new(0);
        private readonly SemaphoreSlim _end = new(0);
        private readonly int _lane;
        private readonly Thread _thread;
        private Action<int>? _work;
        private Exception? _failure;

        public Worker(int lane, int threads)
        {
            _lane = lane;
            _thread = new Thread(() => Loop(threads)) { IsBackground = true, Name = $"lane {lane}" };
            _thread.Start();
        }

        public void Begin(Action<int> work)
        {
            _work = work;
            _begin.Release();
        }

        public Exception? Join()
        {
            _end.Wait();
            return _failure;
        }

        public void Dispose()
        {
            _work = null;
            _begin.Release();
            _thread.Join();
            _begin.Dispose();
            _end.Dispose();
        }

        private void Loop(int threads)
        {
            set_num_threads(threads);
            HeldSignals.StartWorkers(threads);
            while (true)
            {
                _begin.Wait();
                if (_work is null) return;
                _failure = null;
                try
                {
                    _work(_lane);
                }
                catch (Exception e)
                {
                    _failure = e;
                }

                _end.Release();
            }
        }
    }
}
