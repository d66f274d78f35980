// Stages of the generative verifier. Its data is balanced, as ThinkPRM's is (arXiv 2504.16828: as many right as wrong solutions), and half
// of it is of short problems with many errors: where nearly every line that is reviewed is right, to copy the line and call it right is
// nearly always the right continuation, and a verifier learns that instead of working the line out.
using System.Globalization;
using Pure.Cli.Demo;
using Pure.Config;
using Pure.Data;
using Pure.Data.Chain;
using Pure.Models;
using Pure.Rewards.Generative;

namespace Pure.Cli.Compare;

/// <summary>Verifications, and the verifier that learns from them by imitation.</summary>
internal static class VerificationStages
{
    private const string Stage = "verifier";
    private const int ShortProblems = 3;
    private const double ErrorRate = 0.15;

    /// <summary>A verifier that learned to work out each step and compare.</summary>
    public static GenerativeModelSource Verifier(EmbeddedTask task)
    {
        string data = task.Folders.DataFile("verifications.jsonl"), output = task.Stage(Stage);
        if (!File.Exists(data)) ChainJsonLines.WriteVerifications(data, Fitting(task));
        task.Runner.Sft(Stage, new SftConfig
        {
            OutputDir = output,
            Seed = task.Seed,
            Compute = DemoConfigs.Compute,
            Checkpoints = new CheckpointOptions { SaveSteps = 200, SaveTotalLimit = 1 },
            Model = new ModelSource { Path = task.Policy },
            Sft = new SftOptions
            {
                Train = data, BatchSize = task.Plan.BalancedBatch, MaxSteps = task.Plan.BalancedSteps,
                LearningRate = 3e-3, LrSchedulerType = LearningRateSchedule.Cosine, MinLrRatio = 0.1, WarmupSteps = 30, AdamBeta2 = 0.98, WeightDecay = 0.01,
            },
        });

        // Room for a chain: about eight characters a step, within the model's positions.
        return new GenerativeModelSource { Path = DemoFolders.Final(output), Format = VerifierFormatName.Chain, Verifier = new VerifierOptions { Temperature = 0, MaxCompletionLength = 100 } };
    }

    /// <summary>What the verifier cost.</summary>
    public static IReadOnlyList<StageCost> Costs(EmbeddedTask task) =>
        [task.Cost(Stage, "generative verifier", string.Create(CultureInfo.InvariantCulture, $"{Count(task.Plan):N0} verifications"))];

    private static int Count(DemoPlan plan) => plan.BalancedSteps * plan.BalancedBatch;

    /// <summary>Solutions whose verification the model has positions for; one that is longer is drawn again under the next number.</summary>
    private static IEnumerable<ChainSolution> Fitting(EmbeddedTask task)
    {
        int positions = ModelFolder.ReadConfig(task.Policy).MaxPositions;
        return Enumerable.Range(0, int.MaxValue).Select(i => Solution(task, i)).Where(s => Tokens(s) <= positions).Take(Count(task.Plan));
    }

    /// <summary>One token a character, and the end of the sequence.</summary>
    private static int Tokens(ChainSolution solution) => ChainVerification.Prompt(solution).Length + ChainVerification.Of(solution).Completion.Length + 1;

    /// <summary>By turns: a short problem with many errors, a whole one solved rightly, a short one, a whole one solved wrongly.</summary>
    private static ChainSolution Solution(EmbeddedTask task, int i)
    {
        ulong seed = SeedSequence.Derive(SeedSequence.Derive((ulong)task.Seed, "verifications"), (ulong)i), draws = SeedSequence.Derive(seed, "solution");
        bool isShort = i % 2 == 0, isRight = i % 4 == 1;
        ChainTask kind = isShort ? task.Plan.Task with { Operations = 1 + (i / 2 % ShortProblems) } : task.Plan.Task;
        ChainProblem problem = kind.Generate(SeedSequence.Derive(seed, "problem"));
        if (isShort) return Corruptor.Solve(problem, task.Plan.Corruptor, draws);
        if (isRight) return Corruptor.Solve(problem, task.Plan.Corruptor with { Rate = 0 }, draws);
        return ChainPreference.Of(problem, task.Plan.Corruptor with { Rate = ErrorRate }, draws).Rejected;
    }
}
