// Systems whose reward model judges whole responses: a preference model, an uncertain one with penalised rewards (PURM), and a verifier
// that writes its review (ThinkPRM). Their data is made up with exact labels; pairs are also taken from the start policy (PairStages.cs).
using Pure.Config;
using Pure.Credit;
using Pure.Rewards.Preference;

namespace Pure.Cli.Compare;

/// <summary>The systems of this family.</summary>
internal static class VerifierSystems
{
    /// <summary>Makes the penalty as large as the paper's, one to two units of reward (30 times overlaps of 0.03 to 0.07): responses to this task are alike, and their overlaps are near 0.7.</summary>
    private const double OverlapWeight = 2;

    private const string Pairs = "preference pairs by the exact checker, and by answers";

    // Judged with a reward at every step, which says more of them than one at the end; that of the last step is the same.
    public static IReadOnlyList<ComparedSystem> All { get; } =
    [
        new("preference", "preference", "preference reward model", (task, rl) => rl with { RewardModel = new PreferenceModelSource { Path = PairStages.Preference(task) }, Credit = WholeResponse })
        {
            Supervision = Pairs,
            Costs = task => PairStages.Costs(task, "preference"),
            Judged = new JudgedModel("preference", "preference reward model", task => new PreferenceModelSource { Path = PairStages.Preference(task), Placement = ResponsePlacement.Steps }) { Score = rewards => rewards[^1] },
        },
        new("purm", "PURM", "PURM, penalised by overlap", (task, rl) => rl with { System = new UncertainSystemOptions { UncertaintyCoef = OverlapWeight }, RewardModel = new UncertainModelSource { Path = PairStages.Uncertain(task) }, Credit = WholeResponse })
        {
            Supervision = Pairs,
            Costs = task => PairStages.Costs(task, "uncertain"),
            Judged = new JudgedModel("uncertain", "PURM", task => new UncertainModelSource { Path = PairStages.Uncertain(task), Placement = ResponsePlacement.Steps }) { Score = rewards => rewards[^1] },
        },
        new("generative", "verifier min", "generative verifier, min-form", (task, rl) => rl with { RewardModel = VerificationStages.Verifier(task), Credit = EmbeddedTask.ProcessCredit(CreditAssignment.SoftMin) })
        {
            Supervision = "verifications by the exact checker",
            Costs = VerificationStages.Costs,
            Judged = new JudgedModel("generative", "generative verifier", VerificationStages.Verifier),
        },
    ];

    /// <summary>One reward at the end, credited to every token; on the scale of the batch, since preferences fix no scale.</summary>
    private static CreditOptions WholeResponse => EmbeddedTask.ProcessCredit(CreditAssignment.Last) with { WhitenAdvantages = AdvantageWhitening.Scale, RewardMin = -100, RewardMax = 100, EmptySteps = EmptySteps.Score };
}
