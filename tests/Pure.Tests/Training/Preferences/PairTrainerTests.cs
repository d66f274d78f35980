using System.Text.Json;
using Pure.Cli;
using Pure.Config;
using Pure.Data;
using Pure.Models;
using Pure.Rewards;
using Pure.Rewards.Preference;
using Pure.Rewards.Uncertain;
using Pure.Rollouts;
using Pure.Runs;
using Pure.Tensors;
using Pure.Training;
using Pure.Training.Preferences;
using Spectre.Console.Testing;

namespace Pure.Tests.Training.Preferences;

/// <summary>Training on pairs from files to a model folder that scores.</summary>
public sealed class PairTrainerTests : IDisposable
{
    private readonly ChainFolder _start = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("pure-pairs").FullName;

    public void Dispose()
    {
        _start.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_preference_model_learns_its_pairs_and_scores_rollouts_from_its_folder()
    {
        string pairs = Pairs("clean"), model = Train(new PreferenceRewardOptions { Phases = [Phase(pairs, 40)], Validation = pairs }, out IReadOnlyList<KeyValuePair<string, double>> figures);
        Assert.True(figures.First(f => f.Key == "accuracy").Value > 0.95, string.Join(' ', figures));

        using var lanes = new Lanes(1, 1);
        var options = new ScoringOptions(lanes, 512);
        using var scorer = PreferenceRewardModel.Load(model);
        Rollout good = Response("a+1?1\n", "#1\n#1"), bad = Response("a+1?1\n", "#2\n#1");
        Steps[] steps = [Cut(good), Cut(bad)];
        IReadOnlyList<ResponseReward> rewards = scorer.Score([good, bad], steps, options);
        Assert.True(rewards[0].Steps[^1] > rewards[1].Steps[^1]);
        Assert.Equal(0, rewards[0].Steps[0]);

        ItsPairsAreWonOnRewardBench(model, pairs);
        using var stepwise = PreferenceRewardModel.Load(model, ResponsePlacement.Steps);
        IReadOnlyList<ResponseReward> perStep = stepwise.Score([good, bad], steps, options);
        Assert.Equal(2, perStep[0].Steps.Length);
        Assert.Equal(rewards[0].Steps[^1], perStep[0].Steps[^1], 1e-5);
        Assert.NotEqual(0, perStep[0].Steps[0]);
    }

    [Fact]
    public void An_uncertain_model_gives_its_deviation_with_the_reward()
    {
        string pairs = Pairs("clean"), model = Train(new UncertainRewardOptions { Phases = [Phase(pairs, 3)], Validation = pairs }, out IReadOnlyList<KeyValuePair<string, double>> figures);
        Assert.Contains(figures, f => f.Key == "overlap");
        using var lanes = new Lanes(1, 1);
        using var scorer = UncertainRewardModel.Load(model);
        Rollout response = Response("a+1?1\n", "#1\n#1");
        ResponseReward reward = scorer.Score([response], [Cut(response)], new ScoringOptions(lanes, 512))[0];
        Assert.InRange(reward.Uncertainty![^1], 0.05, 20.1);
        Assert.Throws<PureException>(() => PreferenceRewardModel.Load(model));
    }

    [Fact]
    public void New_layers_stand_on_top_and_are_not_given_to_a_model_that_has_its_head()
    {
        string pairs = Pairs("clean"), model = Train(new PreferenceRewardOptions { ExtraLayers = 1, Phases = [Phase(pairs, 2)], Validation = pairs }, out _);
        Assert.Equal(ModelFolder.ReadConfig(_start.Path).Layers + 1, ModelFolder.ReadConfig(model).Layers);

        using var lanes = new Lanes(1, 1);
        var more = new PreferenceRewardOptions { ExtraLayers = 1, Phases = [Phase(pairs, 1)] };
        PureException refused = Assert.Throws<PureException>(() => new PairTrainer(Config(more) with { Model = new ModelSource { Path = model } }, more, lanes));
        Assert.Contains("reward.extra_layers = 0", refused.Message, StringComparison.Ordinal);
        PreferenceRewardOptions same = more with { ExtraLayers = 0 };
        using var going = new PairTrainer(Config(same) with { Model = new ModelSource { Path = model } }, same, lanes);
        Assert.Equal(256, going.Data[0].Used);
    }

    [Fact]
    public void Equal_responses_are_named_and_counted()
    {
        string path = Path.Combine(_folder, "equal.jsonl");
        File.WriteAllText(path, """
            {"prompt": "a", "chosen": "#1", "rejected": "#2"}
            {"prompt": "a", "chosen": "#1", "rejected": "#1"}
            """);
        using var lanes = new Lanes(1, 1);
        var options = new PreferenceRewardOptions { Phases = [Phase(path, 1)] };
        Assert.Contains("line 2", Assert.Throws<PureException>(() => new PairTrainer(Config(options), options, lanes)).Message, StringComparison.Ordinal);
        PreferenceRewardOptions lenient = options with { Data = new DataOptions { MaxBadRows = 1 } };
        using var trainer = new PairTrainer(Config(lenient), lenient, lanes);
        Assert.Single(trainer.Data[0].BadRows);
    }

    /// <summary>RewardBench 1 and 2 through the command line: pairs of the kind it learnt, as pairs and as the best of three.</summary>
    private void ItsPairsAreWonOnRewardBench(string model, string pairs)
    {
        string source = Path.Combine(_folder, "model.yaml"), one = Path.Combine(_folder, "pairs-1.jsonl"), two = Path.Combine(_folder, "groups-2.jsonl");
        File.WriteAllText(source, $"reward_model: {{ kind: preference, path: '{model}' }}\n");
        JsonElement[] rows = [.. File.ReadLines(pairs).Take(40).Select(line => JsonDocument.Parse(line).RootElement)];
        string Field(JsonElement row, string name) => row.GetProperty(name).GetString()!;
        File.WriteAllLines(one, rows.Select((row, i) => JsonSerializer.Serialize(new { id = $"{i}", prompt = Field(row, "prompt"), chosen = Field(row, "chosen"), rejected = Field(row, "rejected"), subset = "hep-js" })));
        File.WriteAllLines(two, rows.Select((row, i) => JsonSerializer.Serialize(new { id = $"{i}", prompt = Field(row, "prompt"), chosen = new[] { Field(row, "chosen") }, rejected = new[] { Field(row, "rejected") }, num_correct = 1, subset = "Math" })));
        Assert.True(Judged("rewardbench", one, source).GetProperty("subsets").GetProperty("hep-js").GetDouble() > 0.9);
        Assert.True(Judged("rewardbench2", two, source).GetProperty("domains").GetProperty("Math").GetDouble() > 0.9);
    }

    private JsonElement Judged(string benchmark, string file, string source)
    {
        using var output = new TestConsole();
        using var error = new TestConsole();
        output.Profile.Width = error.Profile.Width = 400;
        int code = Program.Run(["evaluate", "--judge", benchmark, file, "--json", "--reward-model", source, "--policy", _start.Path, "--step-separator", @"\n", "--lanes", "1"], output, error);
        Assert.True(code == 0, error.Output);
        return JsonDocument.Parse(output.Output).RootElement;
    }

    private string Train(RewardOptions options, out IReadOnlyList<KeyValuePair<string, double>> figures)
    {
        using var lanes = new Lanes(1, 1);
        RewardConfig config = Config(options);
        using IRewardTrainer trainer = Pure.Training.Systems.RewardSystems.Trainers.Make(options, (config, lanes));
        string output = Path.Combine(_folder, "run");
        using (RunFolder run = RunFolder.Open(output, config, new RunOptions { Start = RunStart.New }, RunEnvironment.Capture(1, 1, 1, new Dictionary<string, string>(StringComparer.Ordinal))))
        using (var session = new TrainingSession(run, new CheckpointOptions()))
            trainer.Run(session, CancellationToken.None);
        figures = trainer.Results[0].Figures;
        return new CheckpointFolders(Path.Combine(output, "checkpoints")).Newest()!.Path;
    }

    private RewardConfig Config(RewardOptions options) => new() { OutputDir = _folder, Model = new ModelSource { Path = _start.Path }, Reward = options };

    private static PairPhase Phase(string pairs, int steps) => new() { Name = "pairs", Train = [pairs], BatchSize = 32, MaxSteps = steps, LearningRate = 3e-3 };

    /// <summary>The response that states the digit of the prompt is better.</summary>
    private string Pairs(string name)
    {
        string path = Path.Combine(_folder, name + ".jsonl");
        File.WriteAllLines(path, Enumerable.Range(0, 256).Select(i =>
        {
            int digit = (int)(SeedSequence.Uniform(1, 2 * i) * 5), other = (digit + 1 + (int)(SeedSequence.Uniform(1, (2 * i) + 1) * 4)) % 5;
            return JsonSerializer.Serialize(new { prompt = $"a+1?{digit}\n", chosen = $"#{digit}\n#{digit}", rejected = $"#{other}\n#{digit}" });
        }));
        return path;
    }

    private Rollout Response(string prompt, string text)
    {
        int[] ids = [.. _start.Tokenizer.Encode(text), _start.Tokenizer.EndOfSequence];
        return new Rollout("p", 0, _start.Tokenizer.Encode(prompt), ids, new float[ids.Length], FinishReason.Stop, 0, 0);
    }

    private Steps Cut(Rollout rollout) => Steps.Of(rollout.ResponseIds, _start.Tokenizer.IdsEndingWith("\n"));
}
