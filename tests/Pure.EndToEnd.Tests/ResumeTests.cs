// A run that is interrupted and resumed equals one that was never stopped: the same weights and moments to the byte, the same
// metrics but for the times.
using System.Text.Json;
using Pure.Cli.Training;
using Pure.Config;
using Pure.Runs;

namespace Pure.EndToEnd.Tests;

public sealed class ResumeTests(TinyDemo demo) : IClassFixture<TinyDemo>
{
    [Fact]
    public void Imitation() => Compare(demo.Sft("sft-straight"), demo.Sft("sft-stopped"), (run, config) => run.Sft(config), "step-000024", [7, 16]);

    [Fact]
    public void Reward_model_also_between_phases() => Compare(demo.Reward("reward-straight"), demo.Reward("reward-stopped"), (run, config) => run.Reward(config), "step-000015", [5, 12, 13]);

    [Fact]
    public void Policy() => Compare(demo.Rl("rl-straight"), demo.Rl("rl-stopped"), (run, config) => run.Rl(config), "step-000020", [10]);

    [Fact]
    public void Policy_in_bf16() => Compare(Bf16(demo.Rl("bf16-straight")), Bf16(demo.Rl("bf16-stopped")), (run, config) => run.Rl(config), "step-000020", [10]);

    [Fact]
    public void Implicit_reward_model() => Compare(demo.Implicit("implicit-straight"), demo.Implicit("implicit-stopped"), (run, config) => run.Reward(config), "step-000018", [5, 13]);

    [Fact]
    public void Prime_with_its_reward_model_and_the_place_in_the_problems() => Compare(demo.Prime("prime-straight"), demo.Prime("prime-stopped"), (run, config) => run.Rl(config), "step-000006", [3]);

    [Fact]
    public void Oreal_with_its_token_reward_model() => Compare(demo.Oreal("oreal-straight"), demo.Oreal("oreal-stopped"), (run, config) => run.Rl(config), "step-000006", [3]);

    [Fact]
    public void Uncertain_reward_model_also_between_phases() => Compare(demo.Uncertain("uncertain-straight"), demo.Uncertain("uncertain-stopped"), (run, config) => run.Reward(config), "step-000008", [3, 5, 6]);

    [Fact]
    public void Penalised_rewards_with_their_history() => Compare(demo.Penalised("penalised-straight"), demo.Penalised("penalised-stopped"), (run, config) => run.Rl(config), "step-000006", [3]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Imitation_with_adapters(bool merge)
    {
        SftConfig Adapted(string output)
        {
            SftConfig config = demo.Sft(output);
            return config with { Sft = config.Sft with { LoraR = 4, LoraMerge = merge } };
        }

        Compare(Adapted($"lora-straight-{merge}"), Adapted($"lora-stopped-{merge}"), (run, config) => run.Sft(config), "step-000024", [7]);
    }

    [Fact]
    public void Ten_steps_and_ten_more_are_twenty()
    {
        RlConfig straight = demo.Rl("twenty", variant: 0);
        RlConfig ten = demo.Rl("ten-and-ten", variant: 0);
        ten = ten with { Rl = ten.Rl with { MaxSteps = 10 } };
        new TrainingRun(RunStart.New, null, CancellationToken.None).Rl(straight);
        new TrainingRun(RunStart.New, null, CancellationToken.None).Rl(ten);

        new TrainingRun(RunStart.Resume, null, CancellationToken.None).Rl(ten with { Rl = ten.Rl with { MaxSteps = 20 } });

        AssertSame(straight.OutputDir, ten.OutputDir, "step-000020");
    }

    [Fact]
    public void A_run_does_not_go_on_with_other_data()
    {
        SftConfig config = demo.Sft("other-data");
        string data = Path.Combine(demo.Folder, "other-data.jsonl");
        File.Copy(config.Sft.Train, data);
        config = config with { Sft = config.Sft with { Train = data, MaxSteps = 2 } };
        new TrainingRun(RunStart.New, null, CancellationToken.None).Sft(config);
        File.AppendAllText(data, File.ReadLines(data).First() + "\n");

        PureException e = Assert.Throws<PureException>(() => new TrainingRun(RunStart.Resume, null, CancellationToken.None).Sft(config with { Sft = config.Sft with { MaxSteps = 4 } }));
        Assert.Contains("'other-data.jsonl' has changed since the run was saved", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_was_stopped_before_its_first_step_has_no_step_twice()
    {
        RlConfig config = demo.Rl("stopped-at-once") with { Evaluation = null };
        config = config with { Rl = config.Rl with { MaxSteps = 3 } };
        Assert.Throws<OperationCanceledException>(() => new TrainingRun(RunStart.New, null, new CancellationToken(canceled: true)).Rl(config));

        new TrainingRun(RunStart.Resume, null, CancellationToken.None).Rl(config);

        int[] steps = [.. File.ReadLines(Path.Combine(config.OutputDir, "metrics.jsonl")).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("step").GetInt32())];
        Assert.Equal([0, 1, 2, 3], steps);
    }

    private static RlConfig Bf16(RlConfig config) => config with { Compute = config.Compute with { Dtype = ComputeType.Bf16 } };

    private static void Compare<T>(T straight, T stopped, Action<TrainingRun, T> train, string last, int[] stops)
        where T : RunConfig
    {
        train(new TrainingRun(RunStart.New, null, CancellationToken.None), straight);
        RunStart start = RunStart.New;
        foreach (int stop in stops)
        {
            using var cancel = new CancellationTokenSource();
            int reports = 0, already = start == RunStart.New ? 0 : stops[Array.IndexOf(stops, stop) - 1];
            var run = new TrainingRun(start, _ => CancelAfter(cancel, ++reports + already, stop), cancel.Token);
            Assert.Throws<OperationCanceledException>(() => train(run, stopped));
            start = RunStart.Resume;
        }

        train(new TrainingRun(RunStart.Resume, null, CancellationToken.None), stopped);
        AssertSame(straight.OutputDir, stopped.OutputDir, last);
    }

    private static void CancelAfter(CancellationTokenSource cancel, int done, int stop)
    {
        if (done == stop) cancel.Cancel();
    }

    private static void AssertSame(string straight, string stopped, string last)
    {
        string folder = Path.Combine(straight, "checkpoints", last);
        string[] files = [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file))];
        Assert.Contains(Path.Combine("trainer", "state.json"), files);
        foreach (string file in files)
        {
            byte[] expected = File.ReadAllBytes(Path.Combine(straight, "checkpoints", last, file));
            Assert.True(expected.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(stopped, "checkpoints", last, file))), file);
        }

        Assert.Equal(Metrics(straight), Metrics(stopped));
    }

    private static List<string> Metrics(string run) =>
    [
        .. File.ReadLines(Path.Combine(run, "metrics.jsonl")).Select(line => string.Join(' ', JsonSerializer.Deserialize<Dictionary<string, double?>>(line)!
            .Where(m => !m.Key.StartsWith("timing_s/", StringComparison.Ordinal) && !m.Key.StartsWith("memory/", StringComparison.Ordinal) && m.Key != "step_time")
            .Select(m => $"{m.Key}={m.Value:R}"))),
    ];
}
