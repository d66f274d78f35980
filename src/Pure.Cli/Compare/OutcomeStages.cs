// Stages of the systems that learn from answers alone: rollouts of the start policy with their outcomes.
using System.Text.Json;
using Pure.Cli.Demo;
using Pure.Cli.Training;
using Pure.Config;
using Pure.Data;
using Pure.Data.Chain;
using Pure.Rollouts;
using Pure.Runs;
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
    public static IReadOnlyList<StageCost> ImplicitCosts(EmbeddedTask task)
    {
        long sampled = File.ReadLines(OutcomesFile(task)).Sum(line => (long)JsonDocument.Parse(line).RootElement.GetProperty("completion").GetString()!.Length);
        return [task.Cost("reward-implicit", "implicit reward model", $"answers of {Problems * Responses:N0} responses", sampled)];
    }

    private static string OutcomesFile(EmbeddedTask task) => task.Folders.DataFile("outcomes.jsonl");

    private static string Outcomes(EmbeddedTask task)
    {
        string path = OutcomesFile(task);
        if (File.Exists(path)) return path;
        ChainProblem[] problems = [.. task.Plan.Task.Generate(SeedSequence.Derive((ulong)task.Seed, "outcome problems"), Problems)];
        using var policy = Policy.Load(task.Policy);
        using Lanes lanes = Compute.Open(DemoConfigs.Compute);
        var generator = new LocalGenerator(policy.Decoder, lanes, policy.Tokenizer.EndOfSequence, DemoConfigs.Compute.MaxDecodeRows);
        var request = new GenerationRequest([.. problems.Select((p, i) => new Prompt($"outcome-{i}", policy.Tokenizer.Encode(p.Prompt)))], Responses, SeedSequence.Derive((ulong)task.Seed, "outcomes"));
        IReadOnlyList<Rollout> rollouts = generator.Generate(policy.Weights, request, new SamplingOptions(task.Plan.MaxTokens), task.Cancel);
        AtomicFile.Write(path, file =>
        {
            using var text = new StreamWriter(file, leaveOpen: true);
            for (int i = 0; i < rollouts.Count; i++)
            {
                ChainProblem problem = problems[i / Responses];
                string completion = ResponseDecoding.TextOf(rollouts[i], policy.Tokenizer);
                bool finished = rollouts[i].Finish == FinishReason.Stop;
                text.WriteLine(JsonSerializer.Serialize(new { prompt = problem.Prompt, completion, label = finished && ChainChecker.Check(problem, completion, finished).Passed, finished }));
            }
        });
        return path;
    }
}
