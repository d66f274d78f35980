using Pure.Answers.Numbers;

namespace Pure.Tests.Answers;

/// <summary>Where functions are compared: every kind of point that the rules of comparison count on.</summary>
public sealed class SamplePointTests
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 400).Select(k => $"x_{k}")];

    private static readonly int[] Special = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 17, 20, 31, 32, 33, 63, 64, 65, 1000];

    [Fact]
    public void Several_variables_are_first_positive_then_also_zero_and_larger()
    {
        for (int point = 0; point < Samples.Whole; point++)
        {
            int[] values = [.. Names.Select(name => Samples.WholePoint(name, point, variables: 2)).Distinct().Order()];
            Assert.Equal(point < 32 ? Enumerable.Range(1, 9) : Enumerable.Range(0, 25), values);
        }
    }

    [Fact]
    public void One_variable_takes_all_special_values_and_then_others_up_to_400()
    {
        int[] values = [.. Enumerable.Range(0, Samples.Whole).Select(point => Samples.WholePoint("n", point, variables: 1))];
        Assert.Empty(Special.Except(values));
        Assert.All(values[24..], value => Assert.InRange(value, 1, 400));
        Assert.True(values[24..].Distinct().Count() > 12);
    }

    [Fact]
    public void Real_points_are_of_both_signs_then_positive_then_below_1_then_large()
    {
        double[] At(int point) => [.. Names.Select(name => Samples.RealPoint(name, point)).Select(value => (double)value.Numerator / (double)value.Denominator)];
        for (int point = 0; point < Samples.Real; point++)
        {
            (double low, double high) = point switch { < 4 => (-3, 3), < 9 => (0.0625, 3.0625), < 12 => (0, 1), _ => (5, 40) };
            double[] values = At(point);
            Assert.All(values, value => Assert.InRange(value, low, high));
            Assert.InRange(values.Min(), low, low + ((high - low) * 0.1));
            Assert.InRange(values.Max(), high - ((high - low) * 0.1), high);
        }
    }
}
