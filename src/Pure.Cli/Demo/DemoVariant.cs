using Pure.Credit;

namespace Pure.Cli.Demo;

/// <summary>One way to reward and credit. Everything else is the same in every variant: start, prompts, seeds, hyper-parameters.</summary>
/// <param name="Key">Name of its run folder.</param>
/// <param name="ShortName">In plots.</param>
/// <param name="Name">In tables.</param>
/// <param name="Mode">Which rewards take part.</param>
/// <param name="Assignment">How step rewards become credit.</param>
/// <param name="AnsweredShare">Share of the training problems whose answer is in the file.</param>
internal sealed record DemoVariant(string Key, string ShortName, string Name, RewardMode Mode, CreditAssignment Assignment, double AnsweredShare)
{
    /// <summary>The variants, in the order in which they run and are shown.</summary>
    public static IReadOnlyList<DemoVariant> All { get; } =
    [
        new("min", "PRM min", "PRM, min-form (PURE)", RewardMode.Prm, CreditAssignment.SoftMin, 1),
        new("sum", "PRM sum", "PRM, sum-form", RewardMode.Prm, CreditAssignment.Sum, 1),
        new("vr", "VR", "verifiable reward only", RewardMode.Vr, CreditAssignment.SoftMin, 1),
        new("mix", "PRM min + VR", "PRM, min-form + 10% verifiable", RewardMode.PrmVr, CreditAssignment.SoftMin, 0.1),
    ];

    /// <summary>The two of the panel that takes the optional steps away.</summary>
    public static IReadOnlyList<DemoVariant> Why { get; } = [All[0], All[1]];
}
