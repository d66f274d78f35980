// What a result depends on besides the configuration: versions, machine, threads, seed, commit. Written for every start of a run, because
// a run may be resumed elsewhere.
using System.Reflection;
using System.Runtime.InteropServices;

namespace Pure.Runs;

/// <summary>The surroundings of one start of a run; an entry of <c>environment.json</c>.</summary>
public sealed record RunEnvironment
{
    private const string CpuInformation = "/proc/cpuinfo";

    /// <summary>When it started, UTC.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>Whether it went on with an earlier run.</summary>
    public bool Resumed { get; init; }

    /// <summary>The command with its arguments, as the program received them.</summary>
    public IReadOnlyList<string> CommandLine { get; init; } = [];

    public string WorkingDirectory { get; init; } = "";

    /// <summary>
    /// Commit of the Git working tree around the working directory, followed by <c>-dirty</c> when tracked files were changed; null
    /// outside of one.
    /// </summary>
    public string? Commit { get; init; }

    public ulong Seed { get; init; }

    /// <summary>Parts of a batch that ran side by side.</summary>
    public int Lanes { get; init; }

    /// <summary>Threads inside one operation.</summary>
    public int Threads { get; init; }

    /// <summary>Versions by name: pure, dotnet, and those that the caller knows, such as torchsharp and libtorch.</summary>
    public SortedDictionary<string, string> Versions { get; init; } = new(StringComparer.Ordinal);

    public string OperatingSystem { get; init; } = "";

    public string Host { get; init; } = "";

    /// <summary>Model name of the processor.</summary>
    public string Cpu { get; init; } = "";

    /// <summary>Cores that this process may use.</summary>
    public int Cores { get; init; }

    /// <summary>Memory that this process may use, in bytes.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Describes this process on this machine.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="lanes">Parts of a batch that run side by side.</param>
    /// <param name="threads">Threads inside one operation.</param>
    /// <param name="versions">Versions of the libraries that compute.</param>
    /// <param name="clock">Gives the time; the system's by default.</param>
    public static RunEnvironment Capture(
        ulong seed, int lanes, int threads, IReadOnlyDictionary<string, string> versions, TimeProvider? clock = null) => new()
    {
        Started = (clock ?? TimeProvider.System).GetUtcNow(),
        CommandLine = Environment.GetCommandLineArgs(),
        WorkingDirectory = Environment.CurrentDirectory,
        Commit = GitCommit.Of(Environment.CurrentDirectory),
        Seed = seed,
        Lanes = lanes,
        Threads = threads,
        Versions = new SortedDictionary<string, string>(versions.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal)
        {
            ["pure"] = typeof(RunEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
            ["dotnet"] = Environment.Version.ToString(),
        },
        OperatingSystem = RuntimeInformation.OSDescription,
        Host = Environment.MachineName,
        Cpu = CpuName(),
        Cores = Environment.ProcessorCount,
        MemoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
    };

    private static string CpuName()
    {
        IEnumerable<string> lines = File.Exists(CpuInformation) ? File.ReadLines(CpuInformation) : [];
        string? line = lines.FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal));
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
