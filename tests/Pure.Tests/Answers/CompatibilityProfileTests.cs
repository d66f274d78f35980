using Pure.Answers;

namespace Pure.Tests.Answers;

/// <summary>The published graders disagree with each other, and each profile follows its own.</summary>
public sealed class CompatibilityProfileTests
{
    [Theory]
    [InlineData("0.25", @"\frac{1}{4}", true, false)]
    [InlineData("2+3i", "2+3j", true, false)]
    [InlineData(@"\frac12", @"\frac{1}{2}", true, true)]
    [InlineData("7", "8", false, false)]
    public void Each_profile_follows_its_own_grader(string gold, string prediction, bool byQwen, bool byHendrycks)
    {
        Assert.Equal(byQwen, AnswerGrader.Grade(gold, prediction, AnswerProfile.CompatQwen).Verdict == AnswerVerdict.Equal);
        Assert.Equal(byHendrycks, AnswerGrader.Grade(gold, prediction, AnswerProfile.CompatHendrycks).Verdict == AnswerVerdict.Equal);
    }
}
