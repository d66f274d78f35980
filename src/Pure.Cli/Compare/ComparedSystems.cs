// The systems that `pure compare` knows, one entry each. A new system is one more entry, in a file of its own where it needs stages.
using Pure.Config;
using Pure.Credit;
using Pure.Rewards.Labels;

namespace Pure.Cli.Compare;

/// <summary>The systems, in the order in which they run and are shown.</summary>
internal static class ComparedSystems
{
    private const string Steps = "steps labelled by the exact checker";
    private const string Answers = "answers";

    private static readonly JudgedModel ProcessModel = new("process", "process reward model", task => task.Process());

    public static IReadOnlyList<ComparedSystem> All { get; } =
    [
        new("vr", "VR", "verifiable reward only", (_, rl) => rl) { Supervision = Answers },
        Process("min", "PRM min", "PRM, min-form (PURE)", CreditAssignment.SoftMin),
        Process("sum", "PRM sum", "PRM, sum-form", CreditAssignment.Sum),
        Process("mean", "PRM mean", "PRM, mean", CreditAssignment.Mean),
        new("mix", "PRM min + VR", "PRM, min-form + 10% verifiable", (task, rl) => rl with
        {
            RewardModel = task.Process(),
            Credit = EmbeddedTask.ProcessCredit(CreditAssignment.SoftMin) with { RewardMode = RewardMode.PrmVr },
        })
        {
            Supervision = Steps + "; a tenth of the answers",
            AnsweredShare = 0.1,
            Costs = ProcessCost,
            Judged = ProcessModel,
        },
        new("implicit", "Implicit min", "Implicit PRM, min-form", (task, rl) => rl with { RewardModel = OutcomeStages.Implicit(task), Credit = EmbeddedTask.ProcessCredit(CreditAssignment.SoftMin) })
        {
            Supervision = Answers,
            Costs = OutcomeStages.ImplicitCosts,
            Judged = new JudgedModel("implicit", "Implicit PRM", OutcomeStages.Implicit) { Score = rewards => rewards.Sum() },
        },
        new("prime", "PRIME", "PRIME", (_, rl) => rl with
        {
            Credit = new CreditOptions(),
            System = new PrimeSystemOptions { Optimizer = new OptimizerOptions { LearningRate = 2 * rl.Rl.LearningRate, AdamBeta2 = 0.999, MaxGradNorm = 10 } },
        })
        {
            Supervision = Answers,
        },
        new("oreal", "OREAL", "OREAL", (_, rl) => rl with
        {
            Credit = new CreditOptions(),
            System = new OrealSystemOptions { Optimizer = new OptimizerOptions { LearningRate = 4 * rl.Rl.LearningRate, WeightDecay = 0.01 } },
        })
        {
            Supervision = Answers,
        },
        MonteCarlo("entropy", "ER-PRM", "ER-PRM labels, min-form", LabelKind.Entropy),
        MonteCarlo("shepherd", "Shepherd", "Math-Shepherd labels, min-form", LabelKind.Hard),
        new("pav", "PAV", "PAV, outcome + advantage", (task, rl) => rl with
        {
            RewardModel = Pav(task),
            Credit = new CreditOptions
            {
                RewardMode = RewardMode.PrmVr,
                CreditAssignment = CreditAssignment.Sum,
                Gamma = 0,
                RewardBaseline = RewardBaseline.DrGrpo,
                RewardMin = -Pav(task).Alpha,
                RewardMax = Pav(task).Alpha,
            },
        })
        {
            Supervision = Answers,
            Costs = task => MonteCarloStages.Costs(task, LabelKind.Soft),
            Judged = new JudgedModel("pav", "PAV (effective reward)", task => Pav(task) with { Effective = true, Alpha = 0.5 }) { Score = rewards => rewards[^1] },
        },
        .. VerifierSystems.All,
    ];

    private static PavModelSource Pav(EmbeddedTask task) => new() { Path = MonteCarloStages.Model(task, LabelKind.Soft) };

    /// <summary>Step labels by completions, then PURE. ER-PRM's eta is 1, the default of its code.</summary>
    private static ComparedSystem MonteCarlo(string key, string shortName, string name, LabelKind kind) =>
        new(key, shortName, name, (task, rl) => rl with { RewardModel = Source(task, kind), Credit = EmbeddedTask.ProcessCredit(CreditAssignment.SoftMin) })
        {
            Supervision = Answers,
            Costs = task => MonteCarloStages.Costs(task, kind),
            Judged = new JudgedModel(key, $"{shortName} labels", task => Source(task, kind)),
        };

    private static ProcessModelSource Source(EmbeddedTask task, LabelKind kind) => new() { Path = MonteCarloStages.Model(task, kind) };

    private static ComparedSystem Process(string key, string shortName, string name, CreditAssignment form) =>
        new(key, shortName, name, (task, rl) => rl with { RewardModel = task.Process(), Credit = EmbeddedTask.ProcessCredit(form) })
        {
            Supervision = Steps,
            Costs = ProcessCost,
            Judged = ProcessModel,
        };

    private static IReadOnlyList<StageCost> ProcessCost(EmbeddedTask task) =>
        [task.Cost("reward", "process reward model", $"steps of {(task.Plan.BalancedSteps * task.Plan.BalancedBatch) + task.Plan.RewardMixed + task.Plan.RewardRollouts:N0} solutions")];
}
