// The configurations of the demo's runs. They are written as YAML files beside the data, so that each run can also be made by
// hand: `pure sft`, `pure reward` and `pure rl` take them as they are.
using Pure.Config;
using Pure.Credit;
using Pure.Rewards;

namespace Pure.Cli.Demo;

/// <summary>Makes the configurations of one seed.</summary>
internal sealed class DemoConfigs(DemoPlan plan, DemoFolders folders, int seed)
{
    private const double RlLearningRate = 3e-4;

    /// <summary>Imitation of the demonstrator.</summary>
    public SftConfig Sft => new()
    {
        OutputDir = folders.Sft,
        Seed = seed,
        Compute = Compute,
        Checkpoints = new CheckpointOptions { SaveSteps = 200, SaveTotalLimit = 1 },
        Model = new ModelSource { Path = folders.Start },
        Sft = new SftOptions
        {
            Train = folders.DataFile("demonstrations.jsonl"),
            BatchSize = plan.SftBatch,
            MaxSteps = plan.SftSteps,
            LearningRate = 3e-3,
            LrSchedulerType = LearningRateSchedule.Cosine,
            WarmupSteps = 30,
            MinLrRatio = 0.1,
            AdamBeta2 = 0.98,
            WeightDecay = 0.01,
        },
    };

    /// <summary>The process reward model: balanced errors first, then rollouts of the start policy with balanced errors mixed in.</summary>
    public RewardConfig Reward => new()
    {
        OutputDir = folders.Reward,
        Seed = seed,
        Compute = Compute,
        Checkpoints = new CheckpointOptions { SaveSteps = 200, SaveTotalLimit = 1 },
        Model = new ModelSource { Path = DemoFolders.Final(folders.Sft) },
        Reward = new ProcessRewardOptions
        {
            ExtraLayers = 1,
            StepInput = StepInput.AsSampled,
            Validation = folders.DataFile("validation.jsonl"),
            Phases =
            [
                new RewardPhase
                {
                    Name = "balanced",
                    Train = [folders.DataFile("balanced.jsonl")],
                    BatchSize = plan.BalancedBatch,
                    MaxSteps = plan.BalancedSteps,
                    ExtraLabelTokens = 1,
                    LearningRate = 1e-3,
                    LrSchedulerType = LearningRateSchedule.Cosine,
                    MinLrRatio = 0.1,
                    WarmupSteps = 20,
                },
                new RewardPhase
                {
                    Name = "rollouts",
                    Train = [folders.DataFile("rollouts.jsonl"), folders.DataFile("mixed.jsonl")],
                    BatchSize = 32,
                    MaxSteps = (plan.RewardRollouts + plan.RewardMixed) / 32,
                    LearningRate = 7e-4,
                    LrSchedulerType = LearningRateSchedule.Cosine,
                    MinLrRatio = 0.1,
                    WarmupSteps = 20,
                },
            ],
        },
    };

    /// <summary>One variant of RL. Only the reward mode, the credit form and the share of known answers differ.</summary>
    public RlConfig Rl(DemoVariant variant, string prompts) => CommonRl(variant.Key, prompts) with
    {
        RewardModel = variant.Mode == RewardMode.Vr ? null : new ProcessModelSource { Path = DemoFolders.Final(folders.Reward) },
        Credit = new CreditOptions { RewardMode = variant.Mode, CreditAssignment = variant.Assignment },
    };

    /// <summary>What all RL on the task shares, whatever rewards it: start, prompts, sizes, learning rate, divergence, evaluation. As it stands it has no reward model.</summary>
    /// <param name="key">Names the run.</param>
    /// <param name="prompts">File of problems.</param>
    public RlConfig CommonRl(string key, string prompts) => new()
    {
        OutputDir = folders.Rl(key),
        Seed = seed,
        Compute = Compute,
        Checkpoints = new CheckpointOptions { SaveSteps = 20, SaveTotalLimit = 1 },
        Model = new ModelSource { Path = DemoFolders.Final(folders.Sft) },
        Rl = new RlOptions
        {
            Prompts = prompts,
            StepSeparator = "\n",
            AnswerMarker = "#",
            MaxSteps = plan.RlSteps,
            PromptsPerStep = plan.RlPrompts,
            NumGenerations = plan.RlGroup,
            MaxCompletionLength = plan.MaxTokens,
            LearningRate = RlLearningRate,
            WarmupSteps = 5,
            Beta = 0.1,
            KlEstimator = KlEstimator.K3,
            RolloutLogEvery = 10,
        },
        Credit = new CreditOptions { RewardMode = RewardMode.Vr },
        Evaluation = new HeldOutOptions { Prompts = folders.DataFile("held-out.jsonl"), EverySteps = plan.EvaluateEvery },
    };

    /// <summary>How every run of the task is cut.</summary>
    public static ComputeOptions Compute { get; } = new() { Lanes = 2, ThreadsPerLane = 1, TokensPerMicroBatch = 1024, MaxDecodeRows = 128 };
}
