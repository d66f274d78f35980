using System.Reflection;
using Pure.Config;
using Pure.Runs;
using Pure.Tensors;
using static TorchSharp.torch;

namespace Pure.Cli.Training;

/// <summary>Opens what a run computes on.</summary>
internal static class Compute
{
    /// <summary>The lanes of a configuration.</summary>
    public static Lanes Open(ComputeOptions options) => new(options.Lanes, options.ThreadsPerLane);

    /// <summary>What a result of this run depends on besides its configuration.</summary>
    public static RunEnvironment Describe(RunConfig config) => RunEnvironment.Capture((ulong)config.Seed, config.Compute.Lanes, config.Compute.ThreadsPerLane, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["torchsharp"] = typeof(TorchSharp.torch).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        ["libtorch"] = __version__,
    });
}
