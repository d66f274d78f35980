// The systems that `pure compare` knows, one entry each. A new system is one more entry, in a file of its own where it needs stages.
using Pure.Config;
using Pure.Credit;

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
    ];

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
