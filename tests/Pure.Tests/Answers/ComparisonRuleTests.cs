using Pure.Answers;

namespace Pure.Tests.Answers;

/// <summary>Pairs on both sides of each condition of the comparison, one table a topic: the verdict, the rule that decides, the reference, the prediction.</summary>
public sealed class ComparisonRuleTests
{
    [Theory]
    [InlineData("rules-relations-and-lists")]
    [InlineData("rules-real-sets")]
    [InlineData("rules-names-and-notation")]
    [InlineData("rules-pieces")]
    [InlineData("rules-values")]
    [InlineData("rules-further")]
    public void A_pair_is_decided_by_this_rule(string table) => Check(table, AnswerProfile.EvalLenient);

    [Theory]
    [InlineData("rules-strict")]
    public void Rewards_are_decided_by_this_rule(string table) => Check(table, AnswerProfile.RlStrict);

    [Fact]
    public void A_response_is_graded_by_the_answer_that_it_gives()
    {
        string[] wrong = [.. AnswerTable.Rows("rules-responses").Select(row => (Row: row, Got: AnswerGrader.GradeResponse(row[1], row[2], AnswerProfile.EvalLenient)))
            .Where(pair => pair.Got.Verdict.ToString() != pair.Row[0]).Select(pair => $"{string.Join(" | ", pair.Row)}: {pair.Got.Extracted}")];
        Assert.Empty(wrong);
    }

    /// <summary>The answer that is found for evaluation and for rewards; - for none.</summary>
    [Fact]
    public void A_response_gives_this_answer() => AnswerTable.Check("rules-extraction", text =>
        $"{AnswerExtractor.Extract(text, AnswerProfile.EvalLenient)?.Text ?? "-"}\t{AnswerExtractor.Extract(text, AnswerProfile.RlStrict)?.Text ?? "-"}");

    private static void Check(string table, AnswerProfile profile)
    {
        string[] wrong = [.. AnswerTable.Rows(table).Select(row => (Row: row, Got: AnswerGrader.Grade(row[2], row[3], profile)))
            .Where(pair => pair.Got.Verdict.ToString() != pair.Row[0] || pair.Got.Reason != pair.Row[1]).Select(pair => $"{string.Join(" | ", pair.Row)}: {pair.Got.Verdict}, {pair.Got.Reason}")];
        Assert.Empty(wrong);
    }
}
