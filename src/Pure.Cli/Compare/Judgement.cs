using System.Globalization;
using Pure.Cli.Demo.Report;

namespace Pure.Cli.Compare;

/// <summary>How good a reward model is before it trains anything, on held-out problems of one seed with responses of the start policy.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Auc">Probability that a right step is rewarded above a wrong one; steps after the first wrong one are left out. <see langword="null"/> for a model of whole responses.</param>
/// <param name="F1">ProcessBench's score at the threshold that was best on the other half of the problems; <see langword="null"/> likewise.</param>
/// <param name="BestOf">Accuracy of the response with the best score among <see cref="Samples"/>.</param>
/// <param name="Pass1">Accuracy of a single response.</param>
/// <param name="Majority">Accuracy of the commonest answer.</param>
/// <param name="Oracle">Share of problems with a right response.</param>
/// <param name="Missing">Share of responses that the model could not score.</param>
internal sealed record Judgement(string Model, double? Auc, double? F1, double BestOf, double Pass1, double Majority, double Oracle, double Missing)
{
    /// <summary>Responses to each problem.</summary>
    public const int Samples = 16;

    /// <summary>A row for each model, means over seeds.</summary>
    public static IReadOnlyList<ReportTable> Tables(IReadOnlyList<Judgement> all) => all.Count == 0 ? [] :
    [
        new("Reward models before RL",
            string.Create(CultureInfo.InvariantCulture, $"On held-out problems, {Samples} responses of the start policy each. Step AUC: a right step is rewarded above a wrong one (first wrong step included, later ones not). First-error F1: ProcessBench's, threshold chosen on one half of the problems and measured on the other. Best of {Samples} picks by the model's score of a response; beside it a single response {all.Average(j => j.Pass1):0.000}, the majority answer {all.Average(j => j.Majority):0.000}, any right {all.Average(j => j.Oracle):0.000}."),
            ["", "step AUC", "first-error F1", $"best of {Samples}", "not scored"],
            [.. all.GroupBy(j => j.Model, StringComparer.Ordinal).Select(model => (IReadOnlyList<string>)
                [model.Key, Mean(model, j => j.Auc), Mean(model, j => j.F1), Mean(model, j => j.BestOf), Mean(model, j => j.Missing)])]),
    ];

    private static string Mean(IEnumerable<Judgement> seeds, Func<Judgement, double?> quantity) => seeds.Average(quantity)?.ToString("0.000", CultureInfo.InvariantCulture) ?? "–";
}
