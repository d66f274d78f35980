// The ceilings of this machine, measured and not looked up: matrix products in each type and with each number of threads, and
// reading memory. Products are of a size at which no program is held back by memory (1,024 rows, matrices that fit the cache).
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Pure.Config;
using Pure.Models;
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Pure.Cli.Bench;

/// <summary>Measures ceilings.</summary>
internal sealed class MachineBench(BenchPlan plan, Lanes lanes)
{
    private const int BufferBytes = 256 << 20;

    /// <summary>Rows and columns of a product: enough to keep a processor busy, or a GPU.</summary>
    private int Width => plan.IsOnGpu ? 8192 : 1024;

    /// <summary>All ceilings, and the rows that say so.</summary>
    public (MachineCeilings Ceilings, List<BenchRow> Rows) Measure()
    {
        var rows = new List<BenchRow>();
        double peak = 0;
        foreach (ComputeType type in Enum.GetValues<ComputeType>())
        {
            foreach (bool all in plan.IsOnGpu ? [true] : new[] { false, true })
            {
                string where = plan.IsOnGpu ? plan.Compute.Device : all ? $"{lanes.Count} lanes × {lanes.ThreadsPerLane} threads" : "1 thread";
                (double seconds, double flops) = Product(type, all);
                rows.Add(new BenchRow("machine", $"GEMM {Name(type)}, {where}", seconds, flops / 1e9, "GFLOP"));
                if (all && type == plan.Type) peak = flops / seconds;
            }
        }

        double bandwidth = plan.IsOnGpu ? GpuBandwidth(rows) : Bandwidth(rows);
        return (new MachineCeilings(peak, bandwidth), rows);
    }

    /// <summary>Rate of the model's own matrices, in operations a second, with a given number of rows over all lanes.</summary>
    /// <param name="count">Rows.</param>
    /// <param name="projected">Rows of the output projection.</param>
    public double AtSize(int count, int projected)
    {
        (int Rows, int Columns, int Times)[] shapes = [.. ModelCost.Shapes(plan.Model).Select(s => (s.Rows, s.Columns, plan.Model.Layers))];
        double flops = 0, seconds = 0;
        foreach ((int n, int k, int times) in projected > 0 ? [.. shapes, (plan.Model.VocabularySize, plan.Model.HiddenSize, 1)] : shapes)
        {
            int m = Math.Max(1, (times == 1 ? projected : count) / lanes.Count);
            double each = Linear(Type(plan.Type), m, n, k, allLanes: true);
            seconds += times * each;
            flops += 2.0 * lanes.Count * m * n * k * times;
        }

        return flops / seconds;
    }

    /// <summary>Name of a type as configs write it.</summary>
    public static string Name(ComputeType type) => type == ComputeType.Bf16 ? "bf16" : "fp32";

    /// <summary>The element type of tensors.</summary>
    public static ScalarType Type(ComputeType type) => type == ComputeType.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32;

    private (double Seconds, double Flops) Product(ComputeType type, bool all)
    {
        if (!all) set_num_threads(1);
        double seconds = Linear(Type(type), Width, Width, Width, all);
        set_num_threads(lanes.ThreadsPerLane);
        return (seconds, 2.0 * Width * Width * Width * (all ? lanes.Count : 1));
    }

    private double Linear(ScalarType type, int m, int n, int k, bool allLanes)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Device device = plan.Place.Device;
        Tensor x = randn(m, k).to(type, device), w = randn(n, k).to(type, device);
        double budget = Math.Min(0.3, plan.Seconds);
        int? threads = allLanes ? null : 1;
        double[] routes = plan.Clock.Turns(budget, threads, [.. Routes(x, w).Select(route => (Action)(() => Each(route)))]);
        return routes.Min();

        void Each(Action product)
        {
            if (!allLanes) product();
            else lanes.Run(_ =>
            {
                using IDisposable still = no_grad();
                using DisposeScope inner = NewDisposeScope();
                product();
            });
        }
    }

    /// <summary>The ways to a product: libtorch's own, and oneDNN with a prepared weight where it works.</summary>
    private static IEnumerable<Action> Routes(Tensor x, Tensor w)
    {
        yield return () => GC.KeepAlive(F.linear(x, w));
        if (x.device_type != DeviceType.CPU || !OneDnn.Supports(x.dtype)) yield break;
        Tensor prepared = OneDnn.Prepare(w);
        yield return () => GC.KeepAlive(OneDnn.Linear(x, prepared, null));
    }

    /// <summary>A GPU's memory, reading and writing.</summary>
    private double GpuBandwidth(List<BenchRow> rows)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor from = zeros(BufferBytes, dtype: ScalarType.Float32, device: plan.Place.Device), to = zeros_like(from);
        double bytes = 2.0 * sizeof(float) * BufferBytes, seconds = plan.Clock.Best(() => to.copy_(from), Math.Min(0.5, plan.Seconds / 2));
        rows.Add(new BenchRow("machine", $"memory copy, {plan.Compute.Device}", seconds, bytes / 1e9, "GB"));
        return bytes / seconds;
    }

    private unsafe double Bandwidth(List<BenchRow> rows)
    {
        int readers = Math.Max(lanes.Count * lanes.ThreadsPerLane, 1);
        byte* buffer = (byte*)NativeMemory.AlignedAlloc(BufferBytes, 64);
        try
        {
            NativeMemory.Fill(buffer, BufferBytes, 1);
            using var all = new Lanes(readers, 1);
            double[] sums = new double[readers];
            double seconds = plan.Clock.Best(() => all.Run(lane => sums[lane] = Sum((float*)buffer, lane, readers)), Math.Min(0.5, plan.Seconds / 2));
            set_num_threads(lanes.ThreadsPerLane);
            rows.Add(new BenchRow("machine", $"memory read, {readers} threads", seconds, BufferBytes / 1e9, "GB"));
            return BufferBytes / seconds;
        }
        finally
        {
            NativeMemory.AlignedFree(buffer);
        }
    }

    private static unsafe double Sum(float* data, int part, int parts)
    {
        long count = BufferBytes / sizeof(float) / parts / 64 * 64;
        float* at = data + (part * count), end = at + count;
        Vector512<float> a = default, b = default, c = default, d = default;
        for (; at < end; at += 64)
        {
            a += Vector512.Load(at);
            b += Vector512.Load(at + 16);
            c += Vector512.Load(at + 32);
            d += Vector512.Load(at + 48);
        }

        return Vector512.Sum(a + b + c + d);
    }
}
