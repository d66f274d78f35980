using System.Globalization;
using System.Xml.Linq;
using static Pure.Cli.Demo.Report.Markup;

namespace Pure.Cli.Demo.Report;

/// <summary>
/// Responses to read: each step coloured by its reward, and underlined where the exact checker finds it wrong. Where colour and
/// underline disagree, the reward model is mistaken.
/// </summary>
internal static class SampleSection
{
    /// <summary>The section; null when there are no samples.</summary>
    public static XElement? Draw(DemoReport report)
    {
        if (report.Samples.Count == 0) return null;
        return Element("section", Attribute("id", "samples"), Element("h2", "Responses to read"),
            Element("p", Class("prose"),
                "Each box is a step, coloured by the reward that the reward model gives it; a wavy line marks a step that the exact checker finds wrong. "
                + "A blue step with a wavy line, or an orange one without, is a mistake of the reward model. Point at a step for its numbers."),
            Key(),
            // A checkbox and a sibling selector: rewards in figures without a script.
            Element("input", Attribute("type", "checkbox"), Attribute("id", "figures")),
            Element("label", Attribute("for", "figures"), "Show each reward as a figure"),
            report.Samples.GroupBy(sample => sample.Prompt, StringComparer.Ordinal).Select(group => Problem(report, group.Key, group)));
    }

    private static XElement Problem(DemoReport report, string prompt, IEnumerable<ReportSample> samples) =>
        Element("article", Class("problem"), Element("h3", Element("code", prompt.TrimEnd())),
            Element("div", Class("responses"), samples.Select(sample => Response(report, sample))));

    private static XElement Response(DemoReport report, ReportSample sample) =>
        Element("div", Class($"response v{sample.Variant}"),
            Element("p", Class("response-head"), PlotMark.Inline(sample.Variant), Element("b", report.Variants[sample.Variant].ShortName),
                string.Create(CultureInfo.InvariantCulture, $" step {sample.Step}")),
            Element("p", Class("steps"), sample.Steps.Select(Step)),
            Element("p", Class(sample.Passed ? "verdict passed" : "verdict failed"), (sample.Passed ? "✓ " : "✗ ") + sample.Verdict));

    private static XElement Step(SampleStep step, int index)
    {
        string reward = step.Reward is { } value && double.IsFinite(value) ? Signed(value) : "none";
        string tip = string.Create(CultureInfo.InvariantCulture, $"step {index + 1}; reward {reward}; checker: {step.Error ?? "correct"}");
        return Element("span", Class(step.Error is null ? "step" : "step wrong"), Colour(step.Reward), Attribute("title", tip),
            Element("span", Class("text"), step.Text.Length == 0 ? "(empty)" : step.Text), Element("span", Class("figure"), reward));
    }

    // Diverging around zero, orange to blue, which also people with a red-green weakness tell apart; the text keeps its own colour.
    private static XAttribute? Colour(double? reward)
    {
        if (reward is not { } value || !double.IsFinite(value)) return null;
        double strength = 0.06 + 0.5 * Math.Min(1, Math.Abs(value));
        return Attribute("style", $"background:rgb(var({(value < 0 ? "--bad" : "--good")})/{Number(strength)})");
    }

    private static XElement Key() =>
        Element("p", Class("key"), new double[] { -1, -0.5, 0, 0.5, 1 }.Select(value => Element("span", Class("step"), Colour(value), Signed(value))),
            Element("span", Class("step wrong"), Element("span", Class("text"), "a-4=2")), "wrong by the exact checker");

    private static string Signed(double value) => value.ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture);
}
