using System.Text.Json;
using System.Text.Json.Nodes;
using Pure.Config;
using Pure.Data;
using Pure.Models;
using Pure.Rewards;
using Pure.Rewards.Preference;
using Pure.Rollouts;
using Pure.Runs;
using Pure.Tensors;
using Pure.Text;
using Pure.Training;
using Pure.Training.Plans;
using Pure.Training.Systems;
using static TorchSharp.torch;

namespace Pure.Tests.Training;

/// <summary>Reward models whose adapters are trained, and folders of adapters as models.</summary>
public sealed class AdaptedRewardModelTests : IDisposable
{
    private readonly ChainFolder _start = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("pure-adapters").FullName;

    public void Dispose()
    {
        _start.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_process_reward_model_of_adapters_and_head_is_read_as_the_merged_one_to_the_bit()
    {
        string merged = Train("merged", Process(merge: true)), apart = Train("apart", Process(merge: false));
        Assert.False(File.Exists(Path.Combine(apart, "model.safetensors")));
        JsonNode config = JsonNode.Parse(File.ReadAllText(Path.Combine(apart, "adapter_config.json")))!;
        Assert.Equal("TOKEN_CLS", config["task_type"]!.GetValue<string>());
        Assert.Equal("score", config["modules_to_save"]![0]!.GetValue<string>());
        using (var adapter = SafeTensorFile.Open(Path.Combine(apart, "adapter_model.safetensors")))
        {
            Assert.Contains(adapter.Tensors, t => t.Name == "base_model.model.score.weight");
            Assert.Contains(adapter.Tensors, t => t.Name == "base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight");
        }

        Same(merged, apart);
        using var lanes = new Lanes(1, 1);
        using ProcessRewardModel whole = ProcessRewardModel.Load(merged), read = ProcessRewardModel.Load(apart);
        Rollout response = Response("a+1?1\n", "#1\n#1");
        Steps[] steps = [Steps.Of(response.ResponseIds, _start.Tokenizer.IdsEndingWith("\n"))];
        Assert.Equal(whole.Score([response], steps, new ScoringOptions(lanes, 512))[0], read.Score([response], steps, new ScoringOptions(lanes, 512))[0]);
    }

    [Fact]
    public void Head_and_adapters_move_and_the_rest_does_not()
    {
        string merged = Train("merged", Process(merge: true));
        ModelConfig before = ModelFolder.ReadConfig(_start.Path), after = ModelFolder.ReadConfig(merged);
        using Weights start = ModelFolder.ReadWeights(_start.Path, before), end = ModelFolder.ReadWeights(merged, after);
        Assert.False(start["model.layers.0.self_attn.q_proj.weight"].bytes.SequenceEqual(end["model.layers.0.self_attn.q_proj.weight"].bytes));
        foreach (string name in (string[])["model.embed_tokens.weight", "model.norm.weight", "model.layers.0.self_attn.k_proj.bias"])
            Assert.True(start[name].bytes.SequenceEqual(end[name].bytes), name);
    }

    [Fact]
    public void A_foreign_adapter_without_config_takes_shape_and_head_from_its_base_and_its_task()
    {
        string apart = Train("apart", Process(merge: false)), whole = Train("merged", Process(merge: true));
        File.Delete(Path.Combine(apart, "config.json"));
        foreach (string file in Directory.GetFiles(apart, "token*")) File.Delete(file);
        ModelConfig config = ModelFolder.ReadConfig(apart);
        Assert.Equal((ModelHead.TokenClassifier, 2), (config.Head, config.Labels));
        Assert.Equal(_start.Tokenizer.VocabularySize, Tokenizer.Load(apart).VocabularySize);
        ModelFolder.CheckWeights(apart, config);
        Same(whole, apart);
    }

    [Fact]
    public void A_policy_of_adapters_alone_is_a_model_folder_like_any_other()
    {
        using var model = new TinyModel();
        var shape = new Pure.Models.Lora.LoraShape(4, 8, ["q_proj", "down_proj"]);
        using Weights adapted = Pure.Models.Lora.LoraAdapter.Attach(model.Weights.Clone(), shape, 3);
        using (no_grad())
        {
            foreach ((string name, Tensor tensor) in adapted.All.Where(w => w.Key.EndsWith("lora_B.weight", StringComparison.Ordinal))) tensor.add_(0.01);
        }

        Pure.Models.Lora.LoraFolder.Write(_folder, shape, adapted, _start.Path);
        using Policy policy = Policy.Load(_folder);
        using Weights merged = Pure.Models.Lora.LoraAdapter.Merged(model.Config with { AdapterScale = shape.Scale }, adapted);
        foreach ((string name, Tensor tensor) in merged.All) Assert.True(tensor.bytes.SequenceEqual(policy.Weights[name].bytes), name);
    }

    [Fact]
    public void A_base_that_has_moved_is_named_in_the_configuration()
    {
        string apart = Train("apart", Process(merge: false)), whole = Train("merged", Process(merge: true)), path = Path.Combine(apart, "adapter_config.json");
        JsonNode named = JsonNode.Parse(File.ReadAllText(path))!;
        named["base_model_name_or_path"] = "org/model";
        File.WriteAllText(path, named.ToJsonString());
        RlConfig Config(string? reward, string? policy = null) => new()
        {
            OutputDir = Path.Combine(_folder, "moved"),
            Model = new ModelSource { Path = _start.Path, Base = policy },
            RewardModel = new ProcessModelSource { Path = apart, Base = reward },
            Rl = new RlOptions { Prompts = path },
        };
        string Refused(RlConfig config) => Assert.Throws<PureException>(() => RunPlanner.CheckBeforeTraining(config)).Message;

        Assert.Contains("Set 'base' beside the adapters' 'path'", Refused(Config(null)), StringComparison.Ordinal);
        Assert.Contains("reward_model.base: The model folder", Refused(Config(Path.Combine(_folder, "nowhere"))), StringComparison.Ordinal);
        Assert.Contains("holds no adapters", Refused(Config(null, _start.Path)), StringComparison.Ordinal);
        RunPlanner.CheckBeforeTraining(Config(_start.Path));
        Same(whole, apart);
    }

    [Theory]
    [InlineData("base_model_name_or_path", "\"org/model\"", "base_model_name_or_path")]
    [InlineData("use_dora", "true", "use_dora")]
    [InlineData("peft_type", "\"IA3\"", "peft_type")]
    [InlineData("rank_pattern", "{\"q_proj\": 8}", "rank_pattern")]
    [InlineData("r", "0", "'r'")]
    public void What_cannot_be_read_is_named(string key, string value, string expected)
    {
        string apart = Train("apart", Process(merge: false)), path = Path.Combine(apart, "adapter_config.json");
        JsonNode config = JsonNode.Parse(File.ReadAllText(path))!;
        config[key] = JsonNode.Parse(value);
        File.WriteAllText(path, config.ToJsonString());
        Assert.Contains(expected, Assert.Throws<PureException>(() => ModelFolder.ReadWeights(apart, ModelFolder.ReadConfig(apart))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Adapters_that_fit_another_base_are_refused_and_so_are_adapters_on_adapters_without_merging()
    {
        string apart = Train("apart", Process(merge: false)), path = Path.Combine(apart, "adapter_config.json");
        var e = Assert.Throws<PureException>(() => Train("chained", Process(merge: false), apart));
        Assert.Contains("lora_merge", e.Message, StringComparison.Ordinal);

        using var wide = new TinyModel(TinyModel.Shape with { HiddenSize = 64 });
        string other = Directory.CreateDirectory(Path.Combine(_folder, "wide")).FullName;
        ModelFolder.Write(other, wide.Config, wide.Weights, _start.Path);
        JsonNode config = JsonNode.Parse(File.ReadAllText(path))!;
        config["base_model_name_or_path"] = other;
        File.WriteAllText(path, config.ToJsonString());
        File.Delete(Path.Combine(apart, "config.json"));
        e = Assert.Throws<PureException>(() => ModelFolder.CheckWeights(apart, ModelFolder.ReadConfig(apart)));
        Assert.Contains("fits nothing in the base model", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Preference_and_implicit_models_train_adapters_too()
    {
        string pairs = Path.Combine(_folder, "pairs.jsonl"), outcomes = Path.Combine(_folder, "outcomes.jsonl");
        File.WriteAllLines(pairs, Enumerable.Range(0, 32).Select(i => JsonSerializer.Serialize(new { prompt = $"a+1?{i % 5}\n", chosen = $"#{i % 5}", rejected = $"#{(i + 1) % 5}" })));
        File.WriteAllLines(outcomes, Enumerable.Range(0, 32).Select(i => JsonSerializer.Serialize(new { prompt = $"a+1?{i % 5}\n", completion = $"#{i % 3}", label = i % 2 == 0 })));
        RewardOptions Preference(bool merge) => new PreferenceRewardOptions { LoraR = 2, LoraMerge = merge, Phases = [new PairPhase { Name = "pairs", Train = [pairs], BatchSize = 8, MaxSteps = 3, LearningRate = 1e-2 }] };
        RewardOptions Implicit(bool merge) => new ImplicitRewardOptions { LoraR = 2, LoraMerge = merge, Phases = [new ImplicitPhase { Name = "outcomes", Train = [outcomes], BatchSize = 8, MaxSteps = 3, LearningRate = 1e-2 }] };
        Same(Train("p1", Preference(true)), Train("p2", Preference(false)));
        Same(Train("i1", Implicit(true)), Train("i2", Implicit(false)));
        using var scorer = PreferenceRewardModel.Load(Path.Combine(_folder, "p2", "checkpoints", "step-000003"));
    }

    private ProcessRewardOptions Process(bool merge)
    {
        string steps = Path.Combine(_folder, "steps.jsonl");
        File.WriteAllLines(steps, Enumerable.Range(0, 32).Select(i => JsonSerializer.Serialize(new { prompt = $"a+1?{i % 5}\n", completions = new[] { $"#{i % 5}", $"#{i % 3}" }, labels = new[] { i % 2 == 0, i % 3 == 0 } })));
        RewardPhase phase = new() { Name = "all", Train = [steps], BatchSize = 8, MaxSteps = 3, LearningRate = 1e-2 };
        return new ProcessRewardOptions { LoraR = 2, LoraTargetModules = ["q_proj", "up_proj"], LoraMerge = merge, Phases = [phase with { Name = "head", Trains = TrainedPart.Head, MaxSteps = 2 }, phase] };
    }

    private string Train(string name, RewardOptions options, string? model = null)
    {
        using var lanes = new Lanes(1, 1);
        string output = Path.Combine(_folder, name);
        var config = new RewardConfig { OutputDir = output, Model = new ModelSource { Path = model ?? _start.Path }, Reward = options };
        using IRewardTrainer trainer = RewardSystems.Trainers.Make(options, (config, lanes));
        using (RunFolder run = RunFolder.Open(output, config, new RunOptions { Start = RunStart.New }, RunEnvironment.Capture(1, 1, 1, new Dictionary<string, string>(StringComparer.Ordinal))))
        using (var session = new TrainingSession(run, new CheckpointOptions()))
            trainer.Run(session, CancellationToken.None);
        return new CheckpointFolders(Path.Combine(output, "checkpoints")).Newest()!.Path;
    }

    private static void Same(string whole, string apart)
    {
        ModelConfig config = ModelFolder.ReadConfig(whole);
        using Weights expected = ModelFolder.ReadWeights(whole, config), found = ModelFolder.ReadWeights(apart, ModelFolder.ReadConfig(apart));
        Assert.Equal(expected.All.Keys, found.All.Keys);
        foreach ((string name, Tensor tensor) in expected.All) Assert.True(tensor.bytes.SequenceEqual(found[name].bytes), name);
    }

    private Rollout Response(string prompt, string text)
    {
        int[] ids = [.. _start.Tokenizer.Encode(text), _start.Tokenizer.EndOfSequence];
        return new Rollout("p", 0, _start.Tokenizer.Encode(prompt), ids, new float[ids.Length], FinishReason.Stop, 0, 0);
    }
}
