using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tests.Tensors;

/// <summary>What the metrics of a step say about memory.</summary>
public sealed class MemoryUseTests
{
    [Fact]
    public void A_tensor_is_in_native_use_and_everything_in_use_has_a_name()
    {
        const int Bytes = 256 << 20;
        using Tensor tensor = empty(Bytes / sizeof(float));
        MemoryUse use = MemoryUse.Now();
        Dictionary<string, double> metrics = use.Metrics.ToDictionary(m => m.Name, m => m.Mebibytes, StringComparer.Ordinal);
        Assert.True(metrics["memory/resident_mib"] > 10 && metrics["memory/managed_mib"] > 1);
        if (use.NativeUsed is { } used) Assert.True(used >= Bytes);
        Assert.Equal(use.NativeUsed is null ? 2 : 4, metrics.Count);
    }
}
