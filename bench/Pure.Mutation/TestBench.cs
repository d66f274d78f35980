using System.Diagnostics;

namespace Pure.Mutation;

/// <summary>The compiled tests in a folder of their own, in which the library can be replaced.</summary>
internal sealed class TestBench : IDisposable
{
    private const long Linked = 4_000_000;
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

    /// <summary>How long the tests take without a change.</summary>
    public TimeSpan Usual { get; private set; }

    /// <summary>Runs the tests; whether all passed in time.</summary>
    public bool Run()
    {
        TimeSpan limit = Usual == TimeSpan.Zero ? TimeSpan.FromMinutes(10) : (3 * Usual) + TimeSpan.FromSeconds(10);
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = _folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["exec", Path.Combine(_folder, "Pure.Tests.dll"), .. _arguments, "-stopOnFail"]) start.ArgumentList.Add(argument);
        var clock = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            return false;
        }

        if (Usual == TimeSpan.Zero) Usual = clock.Elapsed;
        return process.ExitCode == 0;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
