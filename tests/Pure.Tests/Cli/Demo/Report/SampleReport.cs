using Pure.Cli.Demo.Report;

namespace Pure.Tests.Cli.Demo.Report;

/// <summary>A report with every part filled from simple formulas.</summary>
internal static class SampleReport
{
    public static DemoReport Whole() => new("A title", "What was done.", ["One.", "Two.", "Three."],
        [Variant("min", 0.6, 9), Variant("sum", 0.3, 18), Variant("VR", 0.55, 9), Variant("min + VR", 0.65, 9)])
    {
        Tables = [new("pass@1 by step", "Mean over seeds.", ["", "0", "60"], [["Variant min", "20%", "60%"], ["Variant sum", "20%", "30%"]])],
        Samples =
        [
            new(0, 60, "a-4b+2?5\n", "answered 3", true, [new("a-4=1", 0.9, null), new("b+2=4", -0.75, "wrong result"), new("#4", 0.1, null)]),
            new(1, 60, "a-4b+2?5\n", "cut at 96 tokens", false, [new("a-4=1", 0.9, null), new("s1", 1, null), new("", null, null)]),
        ],
        RewardModel = [new("Against the checker", null, ["", "accuracy"], [["balanced", "97%"]])],
        Why = new ReportPanel("Why", "Without the optional step.", [Variant("sum", 0.6, 9)]),
        Settings = [new("seeds", "1, 2")],
    };

    private static ReportVariant Variant(string name, double final, double steps) =>
        new(name, "Variant " + name, [Seed(1, final - 0.02, steps), Seed(2, final + 0.02, steps + 1)]);

    private static SeedCurve Seed(ulong seed, double final, double steps) =>
        new(seed, [.. Enumerable.Range(0, 61).Select(step => Point(step, step / 60.0, final, steps))]);

    private static CurvePoint Point(int step, double share, double final, double steps) => new(step)
    {
        Pass1 = step % 10 == 0 ? 0.2 + share * (final - 0.2) : null,
        Greedy = step % 10 == 0 ? 0.8 : null,
        FinishRate = 1 - 0.2 * share,
        Restatements = share * (steps - 9),
        StepsPerResponse = 9 + share * (steps - 9),
        MeanStepReward = -0.2 + share,
        Kl = 0.05 * share,
        ResponseTokens = 50,
    };
}
