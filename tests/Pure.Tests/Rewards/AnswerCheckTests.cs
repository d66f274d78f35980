using Pure.Answers;
using Pure.Rewards;

namespace Pure.Tests.Rewards;

public sealed class AnswerCheckTests
{
    private static readonly AnswerReward Boxed = new(@"\boxed");

    [Theory]
    [InlineData(@"\boxed{\frac{2}{4}}", true, "1/2", AnswerFinding.Right)]
    [InlineData(@"\boxed{5\text{ or }6}", true, "5", AnswerFinding.Wrong)]
    [InlineData(@"\boxed{5", true, "5", AnswerFinding.NoAnswer)]
    [InlineData("5", true, "5", AnswerFinding.NoAnswer)]
    [InlineData(@"\boxed{5}", false, "5", AnswerFinding.Cut)]
    [InlineData(@"\boxed{\frac{5}", true, "5", AnswerFinding.NoAnswer)]
    [InlineData(@"\boxed{((5}", true, "5", AnswerFinding.Ungradable)]
    [InlineData(@"\boxed{5}", true, null, AnswerFinding.NoReference)]
    [InlineData(@"\boxed{5}", true, @"\frac{5", AnswerFinding.ReferenceUngradable)]
    public void Each_way_to_no_reward_is_told_apart(string response, bool finished, string? reference, AnswerFinding expected)
    {
        AnswerCheck check = Boxed.Check(response, finished, reference);
        Assert.Equal(expected, check.Finding);
        Assert.Equal(expected is AnswerFinding.NoReference or AnswerFinding.ReferenceUngradable ? null : expected == AnswerFinding.Right ? 1 : 0, check.Reward);
    }

    [Fact]
    public void A_published_reward_is_reproduced_by_its_profile_only()
    {
        const string Hack = @"\boxed{5\text{ or }6}";
        Assert.Equal(1, new AnswerReward(@"\boxed", AnswerProfile.CompatHendrycks).Of(Hack, true, "5"));
        Assert.Equal(0, Boxed.Of(Hack, true, "5"));
    }

    [Fact]
    public void Counts_leave_out_problems_without_reference()
    {
        AnswerCheck[] checks = [Boxed.Check("5", true, "5"), Boxed.Check(@"\boxed{5}", false, "5"), Boxed.Check(@"\boxed{5}", true, null)];
        var counts = AnswerCheck.Counts(checks).ToDictionary();
        Assert.Equal(2, counts["answers/checked"]);
        Assert.Equal(1, counts["answers/cut_by_length"]);
        Assert.Equal(1, counts["answers/none_found"]);
        Assert.Equal(0, counts["answers/ungradable"]);
        Assert.Empty(AnswerCheck.Counts([checks[2]]));
    }
}
