using Pure.Cli;
using Pure.Config;
using Pure.Runs;
using Spectre.Console.Testing;

namespace Pure.EndToEnd.Tests;

/// <summary>A user's mistake is one message that names it, exit code 2, and nothing written.</summary>
public sealed class BadInputTests(TinyDemo demo) : IClassFixture<TinyDemo>
{
    [Theory]
    [InlineData("rl.learning_rat=1", "learning_rate")]
    [InlineData("rl.learning_rate=fast", "learning_rate")]
    [InlineData("rl.temperature=0", "temperature")]
    [InlineData("rl.num_generations=1", "leave-one-out")]
    [InlineData("rl.updates_per_step=3", "does not divide")]
    [InlineData("rl.prompts=nowhere.jsonl", "nowhere.jsonl' does not exist")]
    [InlineData("model.path=nowhere", "nowhere' does not exist")]
    [InlineData("rl.step_separator=\"\\n\\n\"", "trained with the step separator")]
    [InlineData("rl.max_completion_length=5000", "positions")]
    [InlineData("rl.prompts_per_step=4000", "ask a problem twice")]
    public void A_mistake_is_named_and_nothing_is_written(string set, string expected)
    {
        RlConfig config = demo.Rl("refused");
        (int code, string error) = Run("rl", demo.Write(config, "refused"), "--set", set);

        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at Pure.", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(config.OutputDir));
    }

    [Fact]
    public void Models_of_the_wrong_kind_are_refused()
    {
        RlConfig config = demo.Rl("wrong-kind");
        string reward = ((ProcessModelSource)config.RewardModel!).Path;

        (int code, string error) = Run("rl", demo.Write(config with { Model = new ModelSource { Path = reward } }, "wrong-policy"));
        Assert.Equal(2, code);
        Assert.Contains("token classifier", error, StringComparison.Ordinal);

        (code, error) = Run("rl", demo.Write(config with { RewardModel = new ProcessModelSource { Path = config.Model.Path } }, "wrong-reward"));
        Assert.Equal(2, code);
        Assert.Contains("step_separator", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("preference", """{"prompt": "a+1?1\n", "chosen": "a+1=2", "rejected": "a+1=2"}""", "line 1", "the same text")]
    [InlineData("preference", """{"prompt": "a+1?1\n", "chosen": "a+1=2"}""", "line 1", "rejected")]
    [InlineData("process", """{"prompt": "a+1?1\n", "completions": ["a+1=2", "#2"], "labels": [0.5, 1.5]}""", "line 1", "1.5")]
    [InlineData("process", """{"prompt": "a+1?1\n", "completions": ["a+1=2", "#2"], "labels": [0.5, -0.1]}""", "line 1", "-0.1")]
    [InlineData("implicit", """{"prompt": "a+1?1\n", "completion": "a+1=2", "label": 2}""", "line 1", "label")]
    public void A_row_that_a_reward_model_cannot_learn_from_is_named_and_counted(string kind, string row, string line, string reason)
    {
        string data = Path.Combine(demo.Folder, $"bad-{kind}.jsonl"), output = Path.Combine(demo.Folder, $"bad-{kind}");
        File.WriteAllText(data, row + "\n");
        string config = Path.Combine(demo.Folder, $"bad-{kind}.yaml");
        File.WriteAllText(config, $"""
            output_dir: {output}
            model:
              path: {demo.Rl("bad").Model.Path}
            reward:
              kind: {kind}
              phases:
                - name: first
                  train: [{data}]
                  max_steps: 1
            """);

        (int code, string error) = Run("reward", config);

        Assert.True(code == 2, error);
        Assert.Contains(line, error, StringComparison.Ordinal);
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(output));
    }

    [Fact]
    public void Eta_0_means_its_limit_the_mean()
    {
        string counts = Path.Combine(demo.Folder, "counts.jsonl"), soft = Path.Combine(demo.Folder, "soft.jsonl"), entropy = Path.Combine(demo.Folder, "entropy.jsonl");
        RlConfig config = demo.Prime("eta");
        (int code, string error) = Run("label", "--policy", config.Model.Path, "--problems", config.Rl.Prompts, "--solutions", "1", "--completions", "3", "--max-completion-length", "24", "--step-separator", "\\n", "--answer-marker", "#",
            "--prompt-template", "{problem}", "--lanes", "1", "--counts", counts, "--kind", "soft", "--out", soft);
        Assert.True(code == 0, error);
        Assert.Equal(0, Run("label", "--counts", counts, "--kind", "entropy", "--eta", "0", "--out", entropy).Code);
        Assert.Equal(File.ReadAllText(soft), File.ReadAllText(entropy));
        (code, error) = Run("label", "--counts", counts, "--kind", "entropy", "--eta", "NaN", "--out", entropy);
        Assert.Equal(2, code);
        Assert.Contains("--eta", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_is_down_is_named_before_anything_is_judged()
    {
        RlConfig config = demo.Rl("down");
        string solutions = Path.Combine(demo.Folder, "data", "validation.jsonl"), verdicts = Path.Combine(demo.Folder, "down.jsonl");
        (int code, string error) = Run("verify", solutions, "--model", config.Model.Path, "--format", "Chain", "--server", "http://127.0.0.1:9", "--out", verdicts);
        Assert.Equal(2, code);
        Assert.Contains("http://127.0.0.1:9 does not answer", error, StringComparison.Ordinal);
        Assert.False(File.Exists(verdicts));
    }

    /// <summary>Problems that the policy never solves: nothing to compare, and every system goes on and says so.</summary>
    [Theory]
    [InlineData("prime")]
    [InlineData("oreal")]
    public void A_batch_without_a_right_response_is_counted_and_the_run_goes_on(string system)
    {
        string prompts = Path.Combine(demo.Folder, "unsolvable.jsonl");
        File.WriteAllLines(prompts, Enumerable.Range(0, 8).Select(i => $$"""{"id": "u{{i}}", "problem": "a+1b+{{1 + (i % 6)}}?3\n", "answer": "99"}"""));
        RlConfig config = system == "prime" ? demo.Prime("none-right-prime") : demo.Oreal("none-right-oreal");
        config = config with { Evaluation = null, Rl = config.Rl with { Prompts = prompts, MaxSteps = 2, PromptFilter = null } };
        (int code, string error) = Run("rl", demo.Write(config, "none-right-" + system));
        Assert.True(code == 0, error);
        Dictionary<string, double?> last = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, double?>>(File.ReadLines(Path.Combine(config.OutputDir, "metrics.jsonl")).Last())!;
        Assert.Equal(0, last["rewards/verifiable/mean"]);
    }

    [Fact]
    public void A_folder_with_another_run_is_not_touched()
    {
        SftConfig config = demo.Sft("kept") with { Sft = demo.Sft("kept").Sft with { MaxSteps = 2 } };
        string path = demo.Write(config, "kept");
        Assert.Equal(0, Run("sft", path).Code);
        byte[] before = File.ReadAllBytes(Path.Combine(config.OutputDir, "metrics.jsonl"));

        (int code, string error) = Run("sft", path);
        Assert.Equal(2, code);
        Assert.Contains("--resume", error, StringComparison.Ordinal);

        (code, error) = Run("sft", path, "--resume", "--set", "sft.learning_rate=0.5");
        Assert.Equal(2, code);
        Assert.Contains("sft.learning_rate", error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(config.OutputDir, "metrics.jsonl")));
    }

    [Fact]
    public void A_loss_that_is_not_finite_ends_the_run_with_the_batch_saved()
    {
        // AdamW multiplies weights by 1 - 10 · 1 in every update: whatever the gradients, numbers overflow within twenty.
        RlConfig config = demo.Rl("diverged", variant: 0);
        config = config with { Rl = config.Rl with { LearningRate = 10, WeightDecay = 1, MaxSteps = 40, MaxGradNorm = 0, WarmupSteps = 0, MaxSamplingLogpDifference = 100 }, Checkpoints = new CheckpointOptions { SaveSteps = 1 } };

        (int code, string error) = Run("rl", demo.Write(config, "diverged"));

        Assert.Equal(1, code);
        Assert.Contains("was not applied", error, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(config.OutputDir, "failed-step-*.jsonl"));
    }

    [Fact]
    public void A_sampler_that_disagrees_with_the_trainer_stops_the_run_before_anything_is_learned()
    {
        // Rounding alone is more than a limit of 0.
        RlConfig config = demo.Rl("disagreeing", variant: 0);

        (int code, string error) = Run("rl", demo.Write(config, "disagreeing"), "--set", "rl.max_sampling_logp_difference=0");

        Assert.Equal(3, code);
        Assert.Contains("so the step was not applied", error, StringComparison.Ordinal);
        Assert.Empty(new CheckpointFolders(Path.Combine(config.OutputDir, "checkpoints")).List());
    }

    private static (int Code, string Error) Run(params string[] arguments)
    {
        using var output = new TestConsole();
        using var error = new TestConsole();
        int code = Program.Run(arguments, output, error);
        return (code, error.Output);
    }
}
