namespace Pure.Credit.Oreal;

/// <summary>How often the problems of a range of pass rates are asked (OREAL's difficulty balance).</summary>
/// <param name="Low">Lower bound, included.</param>
/// <param name="High">Upper bound, excluded.</param>
/// <param name="Times">How often each of them stands in the list.</param>
public sealed record DifficultyBucket(double Low, double High, int Times)
{
    /// <summary>The published balance: hard problems more often, those solved in four of five tries not at all.</summary>
    public static IReadOnlyList<DifficultyBucket> Published { get; } = [new(0, 0.2, 6), new(0.2, 0.4, 4), new(0.4, 0.6, 4), new(0.6, 0.8, 2)];

    /// <summary>Indices of the problems, each as often as its first bucket says; a problem in no bucket is dropped.</summary>
    public static int[] Balance(IReadOnlyList<double> passRates, IReadOnlyList<DifficultyBucket> buckets) =>
        [.. passRates.SelectMany((rate, i) => Enumerable.Repeat(i, buckets.FirstOrDefault(bucket => rate >= bucket.Low && rate < bucket.High)?.Times ?? 0))];
}
