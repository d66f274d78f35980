using System.Globalization;
using System.Xml.Linq;
using static Pure.Cli.Demo.Report.Markup;

namespace Pure.Cli.Demo.Report;

/// <summary>The plots: accuracy first, then what each form of credit does to the responses, then reward against truth.</summary>
internal static class PlotSection
{
    private static readonly LinePlot Accuracy = new("Accuracy (pass@1)",
        "Share of held-out problems solved when sampling at temperature 1.", point => point.Pass1)
    { Percent = true, Wide = true };

    private static readonly LinePlot[] Responses =
    [
        new("Steps per response", "The work takes the same number of steps in every problem: more of them are repetition or noise.", point => point.StepsPerResponse),
        new("Restatements per response", "Steps that only say the current value once more: correct, useless, and paid for when rewards are summed.", point => point.Restatements) { FromZero = true },
        new("Finish rate", "Share of responses that end by themselves, not at the length limit.", point => point.FinishRate) { Percent = true },
        new("Reward of a step", "Mean over the steps of the sampled responses, as the reward model gives it.", point => point.MeanStepReward),
        new("Greedy accuracy", "Share of held-out problems solved by always taking the likeliest token.", point => point.Greedy) { Percent = true },
        new("Divergence from the start", "KL to the policy before RL, nats per token.", point => point.Kl) { FromZero = true },
    ];

    public static IEnumerable<XElement> Draw(DemoReport report)
    {
        (int, ReportVariant)[] variants = [.. report.Variants.Select((variant, slot) => (slot, variant))];
        yield return Element("section", Attribute("id", "curves"), Element("h2", "The runs"), Legend(report.Variants), Accuracy.Draw(variants, []),
            Element("div", Class("grid"), Responses.Select(plot => plot.Draw(variants, []))));
        if (TrajectoryPlot.Draw(report.Variants) is { } trajectories)
            yield return Element("section", Attribute("id", "hacking"), Element("h2", "Is the reward being hacked?"), trajectories);
    }

    /// <summary>The panel that takes a cause away, with the same colours for the same variants.</summary>
    public static XElement? DrawWhy(DemoReport report)
    {
        if (report.Why is not { } why) return null;
        (int, ReportVariant)[] variants = [.. why.Variants.Select((variant, index) => (Slot(report, variant, index), variant))];
        return Element("section", Attribute("id", "why"), Element("h2", why.Title), Element("p", Class("prose"), why.Text),
            Accuracy.Draw(variants, report.Variants), Element("div", Class("grid"), Responses[..2].Select(plot => plot.Draw(variants, report.Variants))));
    }

    private static int Slot(DemoReport report, ReportVariant variant, int index)
    {
        for (int slot = 0; slot < report.Variants.Count; slot++)
        {
            if (report.Variants[slot].Name == variant.Name) return slot;
        }

        return Math.Min(report.Variants.Count + index, ReportVariant.MaxCount - 1);
    }

    private static XElement Legend(IReadOnlyList<ReportVariant> variants)
    {
        int seeds = variants.Max(variant => variant.Seeds.Count);
        return Element("p", Class("legend"), variants.Select((variant, slot) => Element("span", PlotMark.Inline(slot), variant.Name)),
            seeds < 2 ? null : Element("span", Class("quiet"), string.Create(CultureInfo.InvariantCulture, $"thick: mean of {seeds} seeds; band: their range; thin: each seed")));
    }
}
