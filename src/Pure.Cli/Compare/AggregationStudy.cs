// Let's Reinforce Step by Step (arXiv 2311.05821) as a study of one's own: the same process reward model, aggregated in every way, as the
// reward of whole responses in RL and as the score in best-of-n.
using Pure.Config;
using Pure.Credit;
using Pure.Rewards;

namespace Pure.Cli.Compare;

/// <summary>The systems of the study: one for each aggregation.</summary>
internal static class AggregationStudy
{
    private static readonly Aggregation[] Aggregations = [Aggregation.Min, Aggregation.SoftMin, Aggregation.Product, Aggregation.Mean, Aggregation.Last, Aggregation.Max, Aggregation.Sum];

    public static IReadOnlyList<ComparedSystem> Systems { get; } = [ComparedSystems.All.First(s => s.Key == "vr"), .. Aggregations.Select(Of)];

    private static ComparedSystem Of(Aggregation aggregation)
    {
        string name = aggregation.ToString().ToLowerInvariant();
        return new("aggregate-" + name, name, $"PRM, {name} of steps as outcome", (task, rl) =>
        {
            AggregateModelSource source = Source(task, aggregation);
            return rl with { RewardModel = source, Credit = EmbeddedTask.ProcessCredit(CreditAssignment.Sum) with { RewardMax = source.RewardRange(rl.Rl.MaxCompletionLength)!.Value.Max } };
        })
        {
            Supervision = "steps labelled by the exact checker",
            Judged = new JudgedModel("aggregate-" + name, $"PRM, {name}", task => Source(task, aggregation)) { Score = rewards => rewards[^1], OfResponses = true },
        };
    }

    private static AggregateModelSource Source(EmbeddedTask task, Aggregation aggregation) =>
        new() { Path = ((ProcessModelSource)task.Process()).Path, Aggregation = aggregation };
}
