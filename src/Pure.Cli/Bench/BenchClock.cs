// On a machine that others use too, the clock on the wall says how busy they are. Processor time says what the work costs: divided by the
// number of threads that share it evenly, it is the time the work would take alone. It counts waiting in a loop as work, so it is right
// for lanes of one thread and pessimistic for threads inside one operation.
using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Cli.Bench;

/// <summary>Times pieces of work.</summary>
/// <param name="byProcessorTime">Whether to take the processor's time instead of the wall's.</param>
/// <param name="workers">Threads that share the work.</param>
/// <param name="waitsForGpu">Whether work is done only when the GPU has done it.</param>
internal sealed class BenchClock(bool byProcessorTime, int workers, bool waitsForGpu = false)
{
    /// <summary>Seconds since some moment.</summary>
    /// <param name="threads">Threads that shared the work since then; all of them when not given.</param>
    public double Now(int? threads = null)
    {
        if (waitsForGpu) cuda.synchronize();
        return byProcessorTime ? Environment.CpuUsage.TotalTime.TotalSeconds / (threads ?? workers) : Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
    }

    /// <summary>Seconds of the fastest pass. The first pass is not counted; others run until <paramref name="seconds"/> have gone by, two at least.</summary>
    /// <param name="work">One pass.</param>
    /// <param name="seconds">Least time to spend.</param>
    /// <param name="threads">Threads that share the work; all of them when not given.</param>
    public double Best(Action work, double seconds, int? threads = null) => Turns(seconds, threads, work)[0];

    /// <summary>Seconds of the fastest pass of each of several pieces; they take turns, so that a slow moment of the machine meets all.</summary>
    public double[] Turns(double seconds, int? threads, params Action[] pieces)
    {
        double[] best = [.. pieces.Select(_ => double.PositiveInfinity)];
        long start = 0;
        for (int pass = 0; pass < 3 || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds * pieces.Length; pass++)
        {
            if (pass == 1) start = Stopwatch.GetTimestamp();
            for (int i = 0; i < pieces.Length; i++)
            {
                double before = Now(threads);
                using (NewDisposeScope()) pieces[i]();
                if (pass > 0) best[i] = Math.Min(best[i], Now(threads) - before);
            }
        }

        return best;
    }
}
