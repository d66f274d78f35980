// A model of a given shape: the weights of its folder where there is one, random ones otherwise, made in memory in the type they are
// computed with, so that no file is needed and no tensor is ever there in fp32 that is used in bf16.
using Pure.Data;
using Pure.Data.Chain;
using Pure.Models;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Tensors;
using Pure.Text;
using Pure.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Cli.Bench;

/// <summary>A model and random prompts for it.</summary>
internal sealed class BenchModel : IDisposable
{
    private readonly RotaryTable _rotary;

    /// <param name="plan">What is measured.</param>
    /// <param name="labels">Labels of a token classifier; 0 for a language model. Weights are random where the folder holds the other.</param>
    public BenchModel(BenchPlan plan, int labels = 0)
    {
        if (plan.Model.VocabularySize <= FirstId) throw new PureException($"{plan.Name}: the vocabulary has {plan.Model.VocabularySize} tokens, and a benchmark needs more than {FirstId}. Give another model.");
        Plan = plan;
        Config = plan.Model with { Labels = labels, TieWordEmbeddings = labels > 0 || plan.Model.TieWordEmbeddings };
        Weights = plan.Folder is { } folder && plan.Model.Labels == labels ? ModelFolder.ReadWeights(folder, Config, plan.Place) : Random(Config, plan.Place);
        _rotary = new RotaryTable(Config, Positions, Weights.Device);
        Decoder = new Decoder(Config, _rotary) { RecomputesLayers = ActivationMemory.Recomputes(Config, plan.Compute, MachineBench.Type(plan.Type)) };
    }

    public BenchPlan Plan { get; }

    public ModelConfig Config { get; }

    public Weights Weights { get; }

    public Decoder Decoder { get; }

    private int Positions => Math.Min(Config.MaxPositions, Math.Max(Plan.PromptTokens + Math.Max(Plan.NewTokens, Plan.ResponseTokens) + 2, Plan.TrainTokens));

    /// <summary>Prompts that share nothing with each other.</summary>
    public Prompt[] Prompts(int count) => [.. Enumerable.Range(0, count).Select(i => new Prompt($"p{i}", Ids((ulong)i, Plan.PromptTokens)))];

    /// <summary>Rollouts of random tokens, in groups of one prompt; every 16th token ends a step.</summary>
    /// <param name="prompts">Number of groups.</param>
    /// <param name="group">Responses to each.</param>
    public Rollout[] Rollouts(int prompts, int group) =>
        [.. Prompts(prompts).SelectMany((prompt, p) => Enumerable.Range(0, group).Select(k => new Rollout(
            prompt.ProblemId, k, prompt.Ids, Response((ulong)((1000 * p) + k + 1_000_000)), new float[Plan.ResponseTokens], FinishReason.Length, 0, 0)))];

    /// <summary>Where steps of such a rollout end.</summary>
    public static Steps[] StepsOf(IReadOnlyList<Rollout> rollouts) => [.. rollouts.Select(r => Steps.Of(r.ResponseIds, new HashSet<int> { Separator }))];

    /// <summary>Training sequences of random tokens that make up a step, all of one length, none longer than prompt and response; with as many tokens as planned where a few more sequences make that even.</summary>
    public TokenSequence[] Sequences()
    {
        int longest = Plan.PromptTokens + Plan.ResponseTokens, least = (Plan.TrainTokens + longest - 1) / longest;
        int count = Enumerable.Range(least, least).FirstOrDefault(n => Plan.TrainTokens % n == 0, least), length = Plan.TrainTokens / count;
        return [.. Enumerable.Range(0, count).Select(i => new TokenSequence(Ids((ulong)i + 77, length), Plan.PromptTokens))];
    }

    /// <summary>A reward model of this shape. Its weights are taken over from this model.</summary>
    public ProcessRewardModel RewardModel()
    {
        string folder = Directory.CreateTempSubdirectory("pure-bench-").FullName;
        try
        {
            ChainTokenizer.Write(folder);
            return new ProcessRewardModel(Config, Weights, StepReading.Of(Tokenizer.Load(folder), "\n", StepInput.AsSampled));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public void Dispose()
    {
        Weights.Dispose();
        _rotary.Dispose();
    }

    /// <summary>Id of the newline in the tokenizer that the reward model is given.</summary>
    private const int Separator = 18;

    /// <summary>Ids below this mean something to that tokenizer.</summary>
    private const int FirstId = 34;

    private int[] Ids(ulong seed, int count) => [.. Enumerable.Range(0, count).Select(i => FirstId + (int)(SeedSequence.Uniform(seed, i) * (Config.VocabularySize - FirstId)))];

    private int[] Response(ulong seed) => [.. Ids(seed, Plan.ResponseTokens).Select((id, t) => t % 16 == 15 ? Separator : id)];

    private static Weights Random(ModelConfig config, Placement place)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(1);
        return new Weights(WeightInitializer.Shapes(config).Select(s => KeyValuePair.Create(s.Key, Make(s.Key, s.Value))).ToList());

        Tensor Make(string name, long[] shape)
        {
            if (name.EndsWith("norm.weight", StringComparison.Ordinal)) return ones(shape, dtype: place.Type, device: place.Device);
            using Tensor drawn = randn(shape, generator: generator);
            using Tensor scaled = drawn.Times(0.02);
            return place == new Placement() ? scaled.clone() : scaled.to(place.Type, place.Device);
        }
    }
}
