using System.Diagnostics;
using System.Globalization;
using Pure.Cli.Training;
using Pure.Config;
using Pure.Runs;

namespace Pure.EndToEnd.Tests;

/// <summary>
/// A real disk that fills in the middle of a save: a small file system in memory, in a mount namespace of its own, which is made larger
/// before the run goes on.
/// </summary>
public sealed class FullDiskTests(TinyDemo demo) : IClassFixture<TinyDemo>
{
    /// <summary>Arguments: folder to mount at, size, program, configuration, folder for what is found.</summary>
    private const string Script = """
        mount -t tmpfs -o size="$2" none "$1" || exit 99
        dotnet "$3" sft "$4" 2> "$5/first.err"
        echo $? > "$5/first.rc"
        ls "$1/run/checkpoints" > "$5/first.ls"
        mount -o remount,size=1g "$1"
        dotnet "$3" sft "$4" --resume 2> "$5/second.err"
        echo $? > "$5/second.rc"
        cp -a "$1/run" "$5/run"
        """;

    [Fact]
    public void A_disk_that_fills_during_a_save_costs_that_save_alone()
    {
        SftConfig straight = Config(Path.Combine(demo.Folder, "disk-straight"));
        new TrainingRun(RunStart.New, null, CancellationToken.None).Sft(straight);
        long checkpoint = DiskSpace.Used(Path.Combine(straight.OutputDir, "checkpoints", "step-000002"));
        string mount = Directory.CreateDirectory(Path.Combine(demo.Folder, "disk")).FullName, found = Directory.CreateDirectory(Path.Combine(demo.Folder, "disk-found")).FullName;
        string config = demo.Write(Config(Path.Combine(mount, "run")), "disk");

        // Room for four checkpoints and most of a fifth.
        Assert.SkipUnless(TryRun(mount, ((9 * checkpoint / 2) + 200_000).ToString(CultureInfo.InvariantCulture), config, found), "A file system cannot be mounted here.");

        string error = File.ReadAllText(Path.Combine(found, "first.err"));
        Assert.True(File.ReadAllText(Path.Combine(found, "first.rc")).Trim() == "1", error);
        Assert.Contains("because the disk is full", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at Pure.", error, StringComparison.Ordinal);
        Assert.Equal(["latest", "step-000002", "step-000004", "step-000006", "step-000008"], File.ReadLines(Path.Combine(found, "first.ls")).Order(StringComparer.Ordinal));
        Assert.True(File.ReadAllText(Path.Combine(found, "second.rc")).Trim() == "0", File.ReadAllText(Path.Combine(found, "second.err")));
        string last = Path.Combine(straight.OutputDir, "checkpoints", "step-000012");
        foreach (string file in Directory.GetFiles(last, "*", SearchOption.AllDirectories))
            Assert.True(File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(found, "run", "checkpoints", "step-000012", Path.GetRelativePath(last, file)))), file);
        Assert.Equal(12, File.ReadLines(Path.Combine(found, "run", "metrics.jsonl")).Count());
    }

    private SftConfig Config(string output)
    {
        SftConfig config = demo.Sft("disk");
        return config with { OutputDir = output, Sft = config.Sft with { MaxSteps = 12 }, Checkpoints = new CheckpointOptions { SaveSteps = 2, SaveTotalLimit = 0 } };
    }

    /// <returns>Whether the file system could be mounted.</returns>
    private static bool TryRun(string mount, string size, string config, string found)
    {
        if (!File.Exists("/usr/bin/unshare")) return false;
        var start = new ProcessStartInfo("/usr/bin/unshare") { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        string[] namespaces = Environment.IsPrivilegedProcess ? ["--mount"] : ["--map-root-user", "--mount"];
        foreach (string argument in (string[])[.. namespaces, "sh", "-c", Script, "sh", mount, size, Path.Combine(AppContext.BaseDirectory, "Pure.Cli.dll"), config, found]) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return File.Exists(Path.Combine(found, "first.rc"));
    }
}
