using System.Diagnostics;

namespace Pure.Mutation;

/// <summary>The compiled tests in a folder of their own, in which the library can be replaced.</summary>
internal sealed class TestBench : IDisposable
{
    private const long Linked = 4_000_000;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    /// <summary>For what waits without working.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private readonly string _folder = Directory.CreateTempSubdirectory("pure-mutation").FullName;
    private readonly string[] _arguments;

    /// <param name="tests">Output folder of the test project.</param>
    /// <param name="arguments">Which tests run.</param>
    public TestBench(string tests, string[] arguments)
    {
        _arguments = arguments;
        foreach (string file in Directory.EnumerateFiles(tests, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(_folder, Path.GetRelativePath(tests, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            // The native library is 0.6 GB.
            if (new FileInfo(file).Length > Linked) File.CreateSymbolicLink(target, file);
            else File.Copy(file, target);
        }
    }

    /// <summary>The library that is replaced.</summary>
    public string Library => Path.Combine(_folder, "Pure.dll");

    /// <summary>The processor time that the tests take without a change. Processor time and not time: other work on the machine is no reason to call a change killed.</summary>
    public TimeSpan Usual { get; private set; }

    /// <summary>Runs the tests.</summary>
    public TestOutcome Run()
    {
        TimeSpan limit = Usual == TimeSpan.Zero ? TimeSpan.MaxValue : (3 * Usual) + TimeSpan.FromSeconds(10);
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = _folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["exec", Path.Combine(_folder, "Pure.Tests.dll"), .. _arguments, "-stopOnFail"]) start.ArgumentList.Add(argument);
        // What it saves in a long run it costs in a short one.
        start.Environment["DOTNET_TieredPGO"] = "0";
        var clock = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        TimeSpan used = TimeSpan.Zero;
        while (!process.WaitForExit(Glance))
        {
            used = Used(process) ?? used;
            if (used <= limit && clock.Elapsed < Longest) continue;
            process.Kill(entireProcessTree: true);
            return TestOutcome.TimedOut;
        }

        if (Usual == TimeSpan.Zero) Usual = used;
        return process.ExitCode == 0 ? TestOutcome.Passed : TestOutcome.Failed;
    }

    /// <summary>Processor time so far; null when the process has just ended.</summary>
    private static TimeSpan? Used(Process process)
    {
        try
        {
            return process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
