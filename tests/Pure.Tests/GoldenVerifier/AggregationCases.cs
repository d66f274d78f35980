using System.Text.Json;
using Pure.Rewards;
using static Pure.Tests.GoldenVerifier.VerifierCase;

namespace Pure.Tests.GoldenVerifier;

internal static class AggregationCases
{
    public static readonly IReadOnlyDictionary<string, Action<JsonElement>> Checks = new Dictionary<string, Action<JsonElement>>(StringComparer.Ordinal)
    {
        ["search_aggregate.json"] = Aggregate,
        ["step_aggregation.json"] = Steps,
    };

    private static void Aggregate(JsonElement item)
    {
        JsonElement input = Input(item, "scores", "strategy");
        double[] scores = Numbers(input.GetProperty("scores"));
        string strategy = input.GetProperty("strategy").GetString()!;
        Aggregation? known = strategy switch { "min" => Aggregation.Min, "prod" => Aggregation.Product, "last" => Aggregation.Last, _ => null };
        if (Raises(item) && known is null)
        {
            // The original knows three strategies. Ours has more; a mean is the mean.
            if (strategy == "mean" && scores.Length > 0) Close(scores.Average(), StepAggregation.Of(scores, Aggregation.Mean));
            return;
        }

        if (Raises(item)) Assert.Throws<PureException>(() => StepAggregation.Of(scores, known!.Value));
        else Close(Number(Expected(item)), StepAggregation.Of(scores, known!.Value), 1e-12);
    }

    private static void Steps(JsonElement item)
    {
        double[] scores = Numbers(Input(item, "step_scores").GetProperty("step_scores"));
        if (Raises(item))
        {
            Assert.Throws<PureException>(() => StepAggregation.Of(scores, Aggregation.Min));
            Assert.Throws<PureException>(() => StepAggregation.FirstMin(scores));
            return;
        }

        JsonElement expected = Expected(item, "min", "max", "product", "mean", "last", "sum", "sum_log", "first_argmin");
        foreach (JsonProperty field in expected.EnumerateObject())
        {
            double actual = field.Name switch
            {
                "min" => StepAggregation.Of(scores, Aggregation.Min),
                "max" => StepAggregation.Of(scores, Aggregation.Max),
                "product" => StepAggregation.Of(scores, Aggregation.Product),
                "mean" => StepAggregation.Of(scores, Aggregation.Mean),
                "last" => StepAggregation.Of(scores, Aggregation.Last),
                "sum" => StepAggregation.Of(scores, Aggregation.Sum),
                "sum_log" => StepAggregation.Of(scores, Aggregation.SumLog),
                _ => StepAggregation.FirstMin(scores),
            };
            Close(Number(field.Value), actual, 1e-12, field.Name);
        }
    }
}
