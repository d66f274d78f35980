// Systems whose reward model judges whole responses: a preference model, an uncertain one with penalised rewards (PURM), and a verifier
// that writes its review (ThinkPRM). Their data is made up with exact labels, as much of it as the process reward model gets.
using Pure.Cli.Demo;
using Pure.Config;
using Pure.Credit;
using Pure.Data;
using Pure.Data.Chain;
using Pure.Rewards.Generative;

namespace Pure.Cli.Compare;

/// <summary>The systems of this family.</summary>
internal static class VerifierSystems
{
    /// <summary>Errors are rarer than in the process reward model's data: one or two in a solution, so that a pair cannot be told apart at a glance.</summary>
    private const double ErrorRate = 0.15;

    private const string Pairs = "preference pairs by the exact checker";

    public static IReadOnlyList<ComparedSystem> All { get; } =
    [
        new("preference", "preference", "preference reward model", (task, rl) => rl with { RewardModel = new PreferenceModelSource { Path = Preference(task) }, Credit = WholeResponse })
        {
            Supervision = Pairs,
            Costs = task => [task.Cost("preference", "preference reward model", $"{PairCount(task.Plan):N0} pairs")],
            Judged = new JudgedModel("preference", "preference reward model", task => new PreferenceModelSource { Path = Preference(task) }) { Score = rewards => rewards[^1] },
        },
        new("purm", "PURM", "PURM, penalised by overlap", (task, rl) => rl with { System = new UncertainSystemOptions(), RewardModel = new UncertainModelSource { Path = Uncertain(task) }, Credit = WholeResponse })
        {
            Supervision = Pairs,
            Costs = task => [task.Cost("uncertain", "uncertain reward model", $"{PairCount(task.Plan):N0} pairs")],
            Judged = new JudgedModel("uncertain", "PURM", task => new UncertainModelSource { Path = Uncertain(task) }) { Score = rewards => rewards[^1] },
        },
        new("generative", "verifier min", "generative verifier, min-form", (task, rl) => rl with { RewardModel = Verifier(task), Credit = EmbeddedTask.ProcessCredit(CreditAssignment.SoftMin) })
        {
            Supervision = "verifications by the exact checker",
            Costs = task => [task.Cost("verifier", "generative verifier", $"{task.Plan.BalancedSteps * task.Plan.BalancedBatch:N0} verifications")],
            Judged = new JudgedModel("generative", "generative verifier", Verifier),
        },
    ];

    /// <summary>One reward at the end, credited to every token; on the scale of the batch, since preferences fix no scale.</summary>
    private static CreditOptions WholeResponse => EmbeddedTask.ProcessCredit(CreditAssignment.Last) with { WhitenAdvantages = AdvantageWhitening.Scale, RewardMin = -100, RewardMax = 100, EmptySteps = EmptySteps.Score };

    private static int PairCount(DemoPlan plan) => plan.BalancedSteps * plan.BalancedBatch;

    private static string Preference(EmbeddedTask task) => task.Train("preference", new PreferenceRewardOptions { Phases = [Phase(task)] }, task.Plan.BalancedSteps);

    private static string Uncertain(EmbeddedTask task) => task.Train("uncertain", new UncertainRewardOptions { Phases = [Phase(task)] }, task.Plan.BalancedSteps);

    private static PairPhase Phase(EmbeddedTask task)
    {
        string path = task.Folders.DataFile("pairs.jsonl");
        if (!File.Exists(path))
        {
            ulong draws = Seed(task, "pairs");
            CorruptorOptions errors = task.Plan.Corruptor with { Rate = ErrorRate };
            ChainJsonLines.WritePreferences(path, task.Plan.Task.Generate(Seed(task, "pair problems"), PairCount(task.Plan)).Select((problem, i) => ChainPreference.Of(problem, errors, SeedSequence.Derive(draws, (ulong)i))));
        }

        return new PairPhase
        {
            Name = "pairs", Train = [path], BatchSize = task.Plan.BalancedBatch, MaxSteps = task.Plan.BalancedSteps,
            LearningRate = 1e-3, LrSchedulerType = LearningRateSchedule.Cosine, MinLrRatio = 0.1, WarmupSteps = 20,
        };
    }

    /// <summary>A verifier that learned by imitation to work out each step and compare.</summary>
    private static GenerativeModelSource Verifier(EmbeddedTask task)
    {
        string data = task.Folders.DataFile("verifications.jsonl");
        if (!File.Exists(data))
        {
            ulong draws = Seed(task, "verifications");
            CorruptorOptions errors = task.Plan.Corruptor with { Rate = ErrorRate };
            ChainJsonLines.WriteVerifications(data, task.Plan.Task.Generate(Seed(task, "verified problems"), task.Plan.BalancedSteps * task.Plan.BalancedBatch)
                .Select((problem, i) => Corruptor.Solve(problem, errors, SeedSequence.Derive(draws, (ulong)i))));
        }

        string output = task.Stage("verifier");
        task.Runner.Sft("verifier", new SftConfig
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

    private static ulong Seed(EmbeddedTask task, string name) => SeedSequence.Derive((ulong)task.Seed, name);
}
