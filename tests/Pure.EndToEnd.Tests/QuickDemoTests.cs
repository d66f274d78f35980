using System.Text.Json;
using Pure.Cli;
using Spectre.Console.Testing;

namespace Pure.EndToEnd.Tests;

/// <summary><c>pure demo --quick</c> as a newcomer runs it: its files are complete and its claims hold loosely.</summary>
public sealed class QuickDemoTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"pure-demo-{Guid.NewGuid():N}");

    [Fact]
    public void The_sum_falls_behind_the_minimum_and_everything_is_written()
    {
        using var output = new TestConsole();
        using var error = new TestConsole();

        int code = Program.Run(["demo", "--quick", "--out", _folder], output, error);

        Assert.True(code == 0, error.Output);
        string report = File.ReadAllText(Path.Combine(_folder, "report.html"));
        Assert.Contains("PRM, min-form (PURE)", report, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", report, StringComparison.Ordinal);
        Assert.Contains("pass@1 by RL step", output.Output, StringComparison.Ordinal);
        foreach (string run in new[] { "sft", "reward", "rl-min", "rl-sum", "rl-vr", "rl-mix" })
        {
            string folder = Path.Combine(_folder, "seed-1", run);
            foreach (string file in new[] { "config.yaml", "environment.json", "metrics.jsonl", "checkpoints/latest/model.safetensors", "checkpoints/latest/config.json", "checkpoints/latest/tokenizer.json" })
                Assert.True(File.Exists(Path.Combine(folder, file)), $"{run}/{file}");
            Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder, "tensorboard")));
        }

        Assert.True(LastAccuracy("rl-sum") < LastAccuracy("rl-min"), $"sum {LastAccuracy("rl-sum")}, min {LastAccuracy("rl-min")}");

        // Running it again makes nothing new and says the same.
        DateTime trained = File.GetLastWriteTimeUtc(Path.Combine(_folder, "seed-1", "rl-min", "metrics.jsonl"));
        Assert.Equal(0, Program.Run(["demo", "--quick", "--out", _folder], output, error));
        Assert.Equal(trained, File.GetLastWriteTimeUtc(Path.Combine(_folder, "seed-1", "rl-min", "metrics.jsonl")));
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private double LastAccuracy(string run) =>
        File.ReadLines(Path.Combine(_folder, "seed-1", run, "metrics.jsonl"))
            .Select(line => JsonSerializer.Deserialize<Dictionary<string, double?>>(line)!)
            .Last(m => m.ContainsKey("eval/pass@1"))["eval/pass@1"]!.Value;
}
