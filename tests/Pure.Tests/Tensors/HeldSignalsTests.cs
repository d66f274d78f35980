using System.Runtime.InteropServices;
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tests.Tensors;

/// <summary>A product survives signals. Without <see cref="HeldSignals"/> this ends the process within a second: "free(): invalid pointer".</summary>
public sealed partial class HeldSignalsTests
{
    private const int WindowChanged = 28;  // SIGWINCH

    [Fact]
    public void Products_under_a_storm_of_signals_leave_the_heap_whole()
    {
        if (!OperatingSystem.IsLinux()) return;  // libtorch is there for Linux only
        int seen = 0, thread = 0;
        bool done = false;
        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGWINCH, context =>
        {
            context.Cancel = true;
            Interlocked.Increment(ref seen);
        });
        var worker = new Thread(() =>
        {
            Volatile.Write(ref thread, gettid());
            Multiply(20_000);
            Volatile.Write(ref done, true);
        });
        worker.Start();
        while (Volatile.Read(ref thread) == 0) Thread.Yield();
        while (!Volatile.Read(ref done))
        {
            _ = tgkill(Environment.ProcessId, thread, WindowChanged);
            Thread.SpinWait(2000);
        }

        worker.Join();
        Assert.True(seen > 0);
    }

    [Fact]
    public void Threads_of_libtorch_start_with_signals_held_back_and_the_calling_thread_takes_them_again()
    {
        if (!OperatingSystem.IsLinux()) return;  // libtorch is there for Linux only
        bool[] held = new bool[2];
        var caller = new Thread(() =>
        {
            HeldSignals.StartWorkers(2);
            ParallelRegion.Run(2, part => held[part] = HoldsWindowChanged());
        });
        caller.Start();
        caller.Join();
        Assert.Equal([false, true], held);
    }

    [Fact]
    public void Holding_within_holding_lets_signals_through_at_the_outer_end_only()
    {
        if (!OperatingSystem.IsLinux()) return;  // libtorch is there for Linux only
        bool before = HoldsWindowChanged();
        using (HeldSignals.Now())
        {
            using (HeldSignals.Now()) Assert.True(HoldsWindowChanged());
            Assert.True(HoldsWindowChanged());
        }

        Assert.Equal(before, HoldsWindowChanged());
    }

    /// <summary>Whether the calling thread holds that signal back, as the kernel says.</summary>
    private static bool HoldsWindowChanged()
    {
        string mask = File.ReadLines("/proc/thread-self/status").First(l => l.StartsWith("SigBlk:", StringComparison.Ordinal))["SigBlk:".Length..].Trim();
        return (ulong.Parse(mask, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture) & (1UL << (WindowChanged - 1))) != 0;
    }

    private static void Multiply(int times)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        set_num_threads(1);
        Tensor x = randn(32, 96), other = randn(32, 96), weight = randn(96, 96);
        for (int i = 0; i < times; i++)
        {
            using DisposeScope inner = NewDisposeScope();
            OneDnn.LinearPlus(x, other, weight, null);
        }
    }

    [LibraryImport("libc.so.6")]
    private static partial int gettid();

    [LibraryImport("libc.so.6")]
    private static partial int tgkill(int process, int thread, int signal);
}
