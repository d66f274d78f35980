using System.Diagnostics;
using Pure.Cli.Training;
using Pure.Config;
using Pure.Runs;

namespace Pure.EndToEnd.Tests;

/// <summary>A real process, killed without warning at moments of its own choosing, and resumed until it is done.</summary>
public sealed class KilledRunTests(TinyDemo demo) : IClassFixture<TinyDemo>
{
    [Fact]
    public void A_run_that_is_killed_again_and_again_ends_with_the_same_bytes()
    {
        RlConfig straight = Often(demo.Rl("straight")), killed = Often(demo.Rl("killed"));
        new TrainingRun(RunStart.New, null, CancellationToken.None).Rl(straight);
        string config = demo.Write(killed, "killed");
        string model = Path.Combine("checkpoints", "step-000020", "model.safetensors");

        int kills = 0;
        while (kills < 4)
        {
            // Long enough to make some steps, and different each time.
            if (!RunFor(config, TimeSpan.FromSeconds(1.5 + (0.7 * kills)))) break;
            kills++;
        }

        RunStart start = RunFolder.HoldsRun(killed.OutputDir) ? RunStart.Resume : RunStart.New;
        new TrainingRun(start, null, CancellationToken.None).Rl(killed);

        Assert.True(kills > 0, "the run ended before it could be killed");
        Assert.True(File.ReadAllBytes(Path.Combine(straight.OutputDir, model)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(killed.OutputDir, model))));
        Assert.Equal(Best(straight), Best(killed));
        Assert.Equal(21, File.ReadLines(Path.Combine(killed.OutputDir, "metrics.jsonl")).Count());
        Assert.Empty(Directory.GetDirectories(Path.Combine(killed.OutputDir, "checkpoints"), "*.partial-*"));
    }

    private static RlConfig Often(RlConfig config) => config with { Checkpoints = new CheckpointOptions { SaveSteps = 2, SaveTotalLimit = 2, MetricForBest = "eval/pass@1" }, Evaluation = config.Evaluation! with { EverySteps = 4 } };

    private static int? Best(RlConfig config) => new CheckpointFolders(Path.Combine(config.OutputDir, "checkpoints")).Best()?.Step;

    [Fact]
    public void A_run_that_is_killed_while_it_saves_ends_with_the_same_bytes()
    {
        RlConfig Always(string output) => demo.Rl(output, variant: 0) with { Checkpoints = new CheckpointOptions { SaveSteps = 1, SaveTotalLimit = 2 }, Evaluation = null };
        RlConfig straight = Always("saving-straight"), killed = Always("saving-killed");
        new TrainingRun(RunStart.New, null, CancellationToken.None).Rl(straight);
        string config = demo.Write(killed, "saving-killed");
        string checkpoints = Path.Combine(killed.OutputDir, "checkpoints"), last = Path.Combine("checkpoints", "step-000020");

        int inSaves = 0;
        for (int kill = 0; kill < 3; kill++)
        {
            // Every run finds leftovers of the one before; it clears them before it saves again.
            string[] old = Partial(checkpoints);
            using Process process = Start(config);
            while (!process.HasExited && !Partial(checkpoints).Except(old, StringComparer.Ordinal).Any()) Thread.Yield();
            Thread.Sleep(kill);
            process.Kill();
            process.WaitForExit();
            if (Partial(checkpoints).Length > 0) inSaves++;
        }

        new TrainingRun(RunFolder.HoldsRun(killed.OutputDir) ? RunStart.Resume : RunStart.New, null, CancellationToken.None).Rl(killed);

        Assert.True(inSaves > 0, "no save was met");
        foreach (string file in Directory.GetFiles(Path.Combine(straight.OutputDir, last), "*", SearchOption.AllDirectories))
            Assert.True(File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(file.Replace(straight.OutputDir, killed.OutputDir, StringComparison.Ordinal))), file);
        Assert.Equal(File.ReadLines(Path.Combine(straight.OutputDir, "metrics.jsonl")).Count(), File.ReadLines(Path.Combine(killed.OutputDir, "metrics.jsonl")).Count());
        Assert.Empty(Partial(checkpoints));
    }

    /// <summary>Folders that are being written, or were when their process died.</summary>
    private static string[] Partial(string checkpoints) => Directory.Exists(checkpoints) ? Directory.GetDirectories(checkpoints, "*.partial-*") : [];

    /// <returns>Whether the process had to be killed.</returns>
    private static bool RunFor(string config, TimeSpan time)
    {
        using Process process = Start(config);
        if (process.WaitForExit(time)) return false;
        process.Kill();
        process.WaitForExit();
        return true;
    }

    private static Process Start(string config)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Pure.Cli.dll");
        bool resume = RunFolder.HoldsRun(ConfigFile.Load<RlConfig>(config, []).OutputDir);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (string argument in new[] { program, "rl", config, resume ? "--resume" : "--set", resume ? "" : "seed=1" }.Where(a => a.Length > 0)) start.ArgumentList.Add(argument);
        Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }
}
