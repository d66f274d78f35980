// Stages of the systems that learn from answers alone: rollouts of the start policy with their outcomes.
using System.Text.Json;
using Pure.Cli.Demo;
using Pure.Cli.Training;
using Pure.Config;
using Pure.Data;
using Pure.Data.Chain;
using Pure.Rollouts;
using Pure.Tensors;
using Pure.Training;

namespace Pure.Cli.Compare;

/// <summary>Outcomes, and the implicit reward model that learns from them.</summary>
internal static class OutcomeStages
{
    private const int Problems = 1536;
    private const int Responses = 4;
    private const int Batch = 64;
    private const int Epochs = 2;
    private const double Beta = 0.05;

    /// <summary>The implicit process reward model (cross-entropy).</summary>
    public static RewardModelSource Implicit(EmbeddedTask task)
    {
        int steps = Problems * Responses / Batch * Epochs;
        string model = task.Train("reward-implicit", new ImplicitRewardOptions
        {
            Beta = Beta,
            Phases =
            [
                new ImplicitPhase
                {
                    Name = "outcomes",
                    Train = [Outcomes(task)],
                    Loss = ImplicitLoss.Ce,
                    BatchSize = Batch,
                    MaxSteps = steps,
                    LearningRate = 3e-4,
                    LrSchedulerType = LearningRateSchedule.Cosine,
                    MinLrRatio = 0.1,
                    WarmupSteps = 10,
                },
            ],
        }, steps);
        return new ImplicitModelSource { Path = model, Reference = task.Policy };
    }

    /// <summary>What the implicit model cost.</summary>
    public static IReadOnlyList<StageCost> ImplicitCosts(EmbeddedTask task) =>
        [task.Cost("reward-implicit", "implicit reward model", $"answers of {Problems * Responses:N0} responses", SampledTokens(task))];

    /// <summary>The sampled responses, those to one problem together, checked.</summary>
    public static IReadOnlyList<ChainSolution[]> Solutions(EmbeddedTask task)
    {
        ChainProblem[] problems = Asked(task);
        return [.. File.ReadLines(Outcomes(task)).Select((line, i) =>
        {
            JsonElement row = JsonElement.Parse(line);
            bool finished = !row.TryGetProperty("finished", out JsonElement said) || said.GetBoolean();
            return ChainChecker.Check(problems[i / Responses], row.GetProperty("completion").GetString()!, finished);
        }).Chunk(Responses)];
    }

    /// <summary>Tokens sampled for the outcomes; a character each.</summary>
    public static long SampledTokens(EmbeddedTask task) =>
        File.ReadLines(OutcomesFile(task)).Sum(line => (long)JsonElement.Parse(line).GetProperty("completion").GetString()!.Length);

    private static string OutcomesFile(EmbeddedTask task) => task.Folders.DataFile("outcomes.jsonl");

    private static ChainProblem[] Asked(EmbeddedTask task) => [.. task.Plan.Task.Generate(SeedSequence.Derive((ulong)task.Seed, "outcome problems"), Problems)];

    private static string Outcomes(EmbeddedTask task)
    {
        string path = OutcomesFile(task);
        if (File.Exists(path)) return path;
        ChainProblem[] problems = Asked(task);
        using var policy = Policy.Load(task.Policy);
        using Lanes lanes = Compute.Open(DemoConfigs.Compute);
        var generator = new LocalGenerator(policy.Decoder, lanes, policy.Tokenizer.EndOfSequence, DemoConfigs.Compute.MaxDecodeRows);
        var request = new GenerationRequest([.. problems.Select((p, i) => new Prompt($"outcome-{i}", policy.Tokenizer.Encode(p.Prompt)))], Responses, SeedSequence.Derive((ulong)task.Seed, "outcomes"));
        IReadOnlyList<Rollout> rollouts = generator.Generate(policy.Weights, request, new SamplingOptions(task.Plan.MaxTokens), task.Cancel);
        ChainJsonLines.WriteOutcomes(path, rollouts.Select((rollout, i) =>
            ChainChecker.Check(problems[i / Responses], ResponseDecoding.TextOf(rollout, policy.Tokenizer), rollout.Finish == FinishReason.Stop)));
        return path;
    }
}
