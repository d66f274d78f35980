using CsCheck;
using Pure.Rewards.Labels;

namespace Pure.Tests.Rewards.Labels;

public sealed class StepLabelsTests
{
    private static readonly SolutionCounts Counts = new("p", 0, "q", ["a", "b", "c"], Finished: true, Correct: true, Completions: 16, RootSuccesses: 8, Successes: [4, 0, 16]);

    [Fact]
    public void Each_kind_reads_the_same_counts_in_its_own_way()
    {
        Assert.Equal([1, 0, 1], StepLabels.Of(Counts, LabelKind.Hard));
        Assert.Equal([0.25, 0, 1], StepLabels.Of(Counts, LabelKind.Soft));
        Assert.Equal([-0.25, -0.25, 1], StepLabels.Of(Counts, LabelKind.Advantage));
        Assert.Equal(0.357374019509, StepLabels.Of(Counts, LabelKind.Entropy, 1)[0], 1e-11);
    }

    [Theory]
    [InlineData(1.0 / 16, 100, 0.972274112777602)]  // 1 + ln(p)/eta
    [InlineData(0.25, -5, 0.057088)]
    [InlineData(0.5, 10, 0.930690)]
    [InlineData(0.75, 2, 0.878221)]
    public void Entropy_labels_are_those_of_the_paper(double p, double eta, double label) => Assert.Equal(label, StepLabels.Entropy(p, eta), 1e-6);

    [Fact]
    public void Entropy_label_is_exact_at_its_limits_and_never_overflows()
    {
        Assert.Equal(0.3, StepLabels.Entropy(0.3, 0));
        Assert.Equal(1.0, StepLabels.Entropy(0.3, 1e308), 1e-12);
        Assert.Equal(0.0, StepLabels.Entropy(0.3, -1e308), 1e-12);
        Assert.Equal(StepLabels.Entropy(0.3, 0.000999999), StepLabels.Entropy(0.3, 0.001000001), 1e-8);
    }

    [Fact]
    public void Entropy_label_rises_with_the_share_and_with_eta() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[-50, 50], Gen.Double[-50, 50]).Sample((p, q, eta, zeta) =>
            StepLabels.Entropy(Math.Min(p, q), eta) <= StepLabels.Entropy(Math.Max(p, q), eta) + 1e-12
            && StepLabels.Entropy(p, Math.Min(eta, zeta)) <= StepLabels.Entropy(p, Math.Max(eta, zeta)) + 1e-12);

    [Fact]
    public void Advantages_add_up_to_the_outcome_less_the_value_of_the_prompt() =>
        Assert.Equal(1 - 0.5, StepLabels.Of(Counts, LabelKind.Advantage).Sum(), 1e-12);
}
