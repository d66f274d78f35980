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

    /// <returns>Whether the process had to be killed.</returns>
    private static bool RunFor(string config, TimeSpan time)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Pure.Cli.dll");
        bool resume = RunFolder.HoldsRun(ConfigFile.Load<RlConfig>(config, []).OutputDir);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (string argument in new[] { program, "rl", config, resume ? "--resume" : "--set", resume ? "" : "seed=1" }.Where(a => a.Length > 0)) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        if (process.WaitForExit(time)) return false;
        process.Kill();
        process.WaitForExit();
        return true;
    }
}
