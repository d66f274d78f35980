using Pure.Rewards;

namespace Pure.Tests.Rewards;

public sealed class AggregateRewardModelTests
{
    [Theory]
    [InlineData(Aggregation.Min, 0.3)]
    [InlineData(Aggregation.Max, 0.95)]
    [InlineData(Aggregation.Product, 0.2052)]
    [InlineData(Aggregation.Mean, 0.7375)]
    [InlineData(Aggregation.Last, 0.95)]
    [InlineData(Aggregation.SumLog, -1.58377)]
    public void The_last_step_carries_the_aggregate_of_probabilities_and_the_others_nothing(Aggregation aggregation, double expected)
    {
        double[] rewards = [.. new[] { 0.9, 0.8, 0.3, 0.95 }.Select(p => (2 * p) - 1)];
        double[] result = AggregateRewardModel.AtLastStep(rewards, aggregation, 0.05);
        Assert.Equal([0.0, 0.0, 0.0], result[..3]);
        Assert.Equal(expected, result[3], 1e-5);
    }
}
