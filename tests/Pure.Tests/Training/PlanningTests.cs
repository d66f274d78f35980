using Pure.Config;
using Pure.Models;
using Pure.Training;

namespace Pure.Tests.Training;

public sealed class PlanningTests
{
    [Fact]
    public void Micro_batches_hold_every_sequence_once_within_the_budget()
    {
        int[] lengths = [5, 90, 3, 40, 41, 7, 200, 12];

        List<int[]> groups = MicroBatches.ByTokens(lengths, 100);

        Assert.Equal(Enumerable.Range(0, lengths.Length), groups.SelectMany(g => g).Order());
        Assert.All(groups, g => Assert.True(g.Length == 1 || g.Length * g.Max(i => lengths[i]) <= 100));
        Assert.Single(groups[0]);  // the one that is longer than the budget
    }

    [Fact]
    public void Each_pass_takes_every_row_once_in_a_new_order_and_any_step_can_be_computed_alone()
    {
        int[] twoPasses = [.. Enumerable.Range(0, 10).SelectMany(step => BatchOrder.Of(3, 15, 3, step))];

        Assert.Equal(Enumerable.Range(0, 15), twoPasses[..15].Order());
        Assert.Equal(Enumerable.Range(0, 15), twoPasses[15..].Order());
        Assert.NotEqual(twoPasses[..15], twoPasses[15..]);
        Assert.Equal(twoPasses[18..21], BatchOrder.Of(3, 15, 3, 6));
        Assert.Equal(40, BatchOrder.Of(3, 15, 40, 2).Length);
    }

    [Fact]
    public void Problems_of_one_step_are_distinct_also_at_the_end_of_a_pass()
    {
        for (int step = 0; step < 40; step++) Assert.Equal(4, BatchOrder.Distinct(7, 10, 4, step).Distinct().Count());
        Assert.Equal(8, BatchOrder.Distinct(7, 10, 4, 0).Concat(BatchOrder.Distinct(7, 10, 4, 1)).Distinct().Count());
        Assert.NotEqual(BatchOrder.Distinct(7, 10, 4, 0), BatchOrder.Distinct(7, 10, 4, 2));
        Assert.Equal(BatchOrder.Of(7, 12, 4, 4), BatchOrder.Distinct(7, 12, 4, 4));
    }

    [Fact]
    public void The_learning_rate_warms_up_and_falls_to_its_fraction()
    {
        var options = new OptimizerOptions { LearningRate = 2, WarmupSteps = 4, MinLrRatio = 0.1, LrSchedulerType = LearningRateSchedule.Cosine };

        Assert.Equal([0.5, 1.0, 1.5, 2.0, 2.0], Enumerable.Range(0, 5).Select(s => LearningRate.At(options, s, 104)));
        Assert.Equal(0.2 + (1.8 / 2), LearningRate.At(options, 54, 104), 12);
        Assert.Equal(0.2, LearningRate.At(options, 104, 104), 12);
        Assert.Equal(0.2, LearningRate.At(options, 1000, 104), 12);
        Assert.Equal(0.2 + (1.8 * 0.75), LearningRate.At(options with { LrSchedulerType = LearningRateSchedule.Linear }, 29, 104), 12);
        Assert.Equal(2, LearningRate.At(options with { LrSchedulerType = LearningRateSchedule.Constant }, 90, 104));
    }

    [Fact]
    public void Token_weights_add_up_to_one_and_leave_out_masked_tokens()
    {
        byte[][] masks = [[1, 1, 1, 1], [1, 0, 1], [0, 0]];

        Assert.Equal([1 / 6f, 1 / 6f, 1 / 6f, 1 / 6f, 1 / 6f, 0, 1 / 6f, 0, 0], TokenWeights.Of(masks, LossAggregation.Token).SelectMany(w => w));
        Assert.Equal([1 / 8f, 1 / 8f, 1 / 8f, 1 / 8f, 1 / 4f, 0, 1 / 4f, 0, 0], TokenWeights.Of(masks, LossAggregation.Sequence).SelectMany(w => w));
    }
}
