using Pure.Rewards;

namespace Pure.Tests.Rewards;

public sealed class AnswerRewardTests
{
    private static readonly AnswerReward Answers = new("#");

    [Theory]
    [InlineData("a-4=5\n#5", true, "5", 1.0)]
    [InlineData("a-4=5\n#5", true, "6", 0.0)]
    [InlineData("#4\n#5", true, "5", 1.0)]
    [InlineData("a-4=5", true, "5", 0.0)]
    [InlineData("#5", false, "5", 0.0)]
    [InlineData("#5\nx", true, "5", 0.0)]
    [InlineData("#5", true, null, null)]
    public void Only_a_finished_response_whose_last_answer_is_the_reference_is_paid(string response, bool finished, string? reference, double? expected) =>
        Assert.Equal(expected, Answers.Of(response, finished, reference));

    [Theory]
    [InlineData(@"so \boxed{\frac12}", true, "1/2", 1.0)]
    [InlineData(@"\boxed{3} no, \boxed{4}", true, "4", 1.0)]
    [InlineData(@"\boxed{4}", false, "4", 0.0)]
    [InlineData("4", true, "4", 0.0)]
    [InlineData(@"\boxed{4}", true, null, null)]
    public void A_boxed_answer_is_compared_after_normalisation(string response, bool finished, string? reference, double? expected) =>
        Assert.Equal(expected, new AnswerReward(@"\boxed").Of(response, finished, reference));
}
