// The plans of `pure bench`: the shapes that are published or shipped, and those of a model folder or of a config for `pure rl`.
using Pure.Config;
using Pure.Models;

namespace Pure.Cli.Bench;

/// <summary>Makes plans.</summary>
internal static class BenchPlans
{
    /// <summary>Names for <c>--like</c>.</summary>
    public static readonly IReadOnlyList<string> Names = ["qwen2.5-0.5b", "tiny", "demo"];

    /// <summary>A plan by name.</summary>
    /// <exception cref="PureException">There is none of that name.</exception>
    public static BenchPlan Like(string name) => name switch
    {
        "qwen2.5-0.5b" => new BenchPlan(name, Qwen05, ComputeType.Bf16, new ComputeOptions { Lanes = 1, ThreadsPerLane = Environment.ProcessorCount, TokensPerMicroBatch = 2048, MaxDecodeRows = 64, Recomputation = LayerRecomputation.Always })
        {
            Batches = [1, 16, 64], Seconds = 2,
        },
        "tiny" => new BenchPlan(name, Tiny, ComputeType.Fp32, Small) { Batches = [1, 64, 256], Scored = 256, Prompts = 32 },
        "demo" => new BenchPlan(name, Demo, ComputeType.Fp32, Small)
        {
            PromptTokens = 33, Batches = [1, 64, 128], Scored = 128, Prompts = 32, NewTokens = 64, ResponseTokens = 64, TrainTokens = 12_416,
        },
        _ => throw new PureException($"There is no shape '{name}'; known are {string.Join(", ", Names)}. A model folder or a config of 'pure rl' may be given instead.{Guess(name)}"),
    };

    /// <summary>The plan of a model folder, or of a config file for <c>pure rl</c>.</summary>
    /// <param name="path">The folder or the file.</param>
    /// <exception cref="PureException">It is neither.</exception>
    public static BenchPlan Of(string path)
    {
        if (Directory.Exists(path)) return OfFolder(path);
        if (!File.Exists(path)) throw new PureException($"There is no model folder and no config file '{path}'. Give one of them, or a shape with --like {string.Join('|', Names)}.");
        RlConfig config = ConfigFile.Load<RlConfig>(path, []);
        return new BenchPlan(path, ModelFolder.ReadConfig(config.Model.Path), config.Model.Dtype ?? config.Compute.Dtype, config.Compute)
        {
            Folder = config.Model.Path,
            Prompts = config.Rl.PromptsPerStep,
            Group = config.Rl.NumGenerations,
            ResponseTokens = Math.Min(config.Rl.MaxCompletionLength, 1024),
            Batches = [1, 64, config.Rl.PromptsPerStep * config.Rl.NumGenerations],
        };
    }

    private static ComputeOptions Small => new() { Lanes = Environment.ProcessorCount, ThreadsPerLane = 1, TokensPerMicroBatch = 1024, MaxDecodeRows = 128 };

    /// <summary>Qwen2.5-0.5B, from its published config.json.</summary>
    private static ModelConfig Qwen05 => new()
    {
        VocabularySize = 151_936, HiddenSize = 896, IntermediateSize = 4864, Layers = 24, Heads = 14, KeyValueHeads = 2, MaxPositions = 32_768, TieWordEmbeddings = true,
    };

    private static ModelConfig Tiny => new()
    {
        VocabularySize = 256, HiddenSize = 128, IntermediateSize = 512, Layers = 4, Heads = 4, KeyValueHeads = 2, MaxPositions = 1024, RopeTheta = 100, TieWordEmbeddings = true,
    };

    private static ModelConfig Demo => new()
    {
        VocabularySize = 40, HiddenSize = 96, IntermediateSize = 384, Layers = 2, Heads = 4, KeyValueHeads = 2, MaxPositions = 256, RopeTheta = 100, TieWordEmbeddings = true,
    };

    private static BenchPlan OfFolder(string folder)
    {
        ModelConfig model = ModelFolder.ReadConfig(folder);
        bool small = ModelCost.MatrixWeights(model) < 20_000_000;
        return small
            ? new BenchPlan(folder, model, ComputeType.Fp32, Small) { Folder = folder, Scored = 128, Prompts = 32 }
            : new BenchPlan(folder, model, ComputeType.Bf16, Like("qwen2.5-0.5b").Compute) { Folder = folder, Batches = [1, 16, 64], Seconds = 2 };
    }

    private static string Guess(string name) => NearestName.Of(name, Names) is { } nearest ? $" Did you mean '{nearest}'?" : "";
}
