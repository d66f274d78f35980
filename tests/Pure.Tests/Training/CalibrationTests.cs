using Pure.Training;

namespace Pure.Tests.Training;

public sealed class CalibrationTests
{
    [Fact]
    public void A_table_counts_each_step_once_and_compares_belief_with_truth()
    {
        IReadOnlyList<ReliabilityBin> table = Calibration.Table([(0, 0), (0.05, 0), (0.95, 1), (0.92, 0), (1, 1), (0.5, 1)]);

        Assert.Equal(Calibration.Bins, table.Count);
        Assert.Equal((2, 0.025, 0), (table[0].Steps, table[0].Believed, table[0].Right));
        Assert.Equal((3, 1), (table[9].Steps, table[5].Steps));
        Assert.Equal(2.0 / 3, table[9].Right, 12);
        Assert.True(double.IsNaN(table[3].Right));
        double last = Math.Abs(((0.95 + 0.92 + 1) / 3) - (2.0 / 3));
        Assert.Equal((2.0 / 6 * 0.025) + (3.0 / 6 * last) + (1.0 / 6 * 0.5), Calibration.Error(table), 12);
    }

    [Fact]
    public void A_model_that_is_right_as_often_as_it_says_has_no_error() =>
        Assert.Equal(0, Calibration.Error(Calibration.Table([(0.25, 1), (0.25, 0), (0.25, 0), (0.25, 0), (0.75, 1), (0.75, 1), (0.75, 1), (0.75, 0)])), 12);

    [Fact]
    public void Nothing_has_no_error() => Assert.Equal(0, Calibration.Error(Calibration.Table([])));
}
