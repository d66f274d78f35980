using System.Text.Json;
using Pure.Answers;

namespace Pure.Tests.Answers;

/// <summary>Pairs of answers of every kind, one file a kind: T or F, the reference, the prediction, separated by tabs.</summary>
public sealed class AnswerCasesTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Answers", "Cases");

    public static TheoryData<string> Kinds => [.. Directory.GetFiles(Folder, "*.tsv").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_pair_of_a_kind_gets_its_verdict(string kind)
    {
        var wrong = new List<string>();
        foreach (string[] pair in Pairs(kind))
        {
            GradeResult result = AnswerGrader.Grade(pair[1], pair[2], AnswerProfile.EvalLenient);
            if (result.Verdict == AnswerVerdict.Equal != (pair[0] == "T")) wrong.Add($"{string.Join(" | ", pair)}: {result.Verdict}, {result.Reason}");
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_strict_profile_pays_for_nothing_that_is_not_equal(string kind) =>
        Assert.DoesNotContain(Pairs(kind), pair => pair[0] == "F" && AnswerGrader.Grade(pair[1], pair[2], AnswerProfile.RlStrict).Verdict == AnswerVerdict.Equal);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_reference_equals_itself_and_shares_its_key(string kind)
    {
        foreach (string[] pair in Pairs(kind).Where(pair => pair[0] == "T"))
        {
            Assert.True(AnswerGrader.Grade(pair[1], pair[1], AnswerProfile.RlStrict).Verdict == AnswerVerdict.Equal, pair[1]);
            Assert.Equal(AnswerGrader.CanonicalKey(pair[1]), AnswerGrader.CanonicalKey($" {pair[1]} "));
        }
    }

    [Fact]
    public void Every_response_is_graded_by_the_answer_it_gives()
    {
        var wrong = new List<string>();
        foreach (string line in File.ReadLines(Path.Combine(Folder, "responses.jsonl")))
        {
            using JsonDocument row = JsonDocument.Parse(line);
            GradeResult result = AnswerGrader.GradeResponse(row.RootElement.GetProperty("gold").GetString()!, row.RootElement.GetProperty("response").GetString()!, AnswerProfile.EvalLenient);
            if (result.Verdict == AnswerVerdict.Equal != row.RootElement.GetProperty("equal").GetBoolean()) wrong.Add($"{line}: {result.Verdict}, {result.Extracted}");
        }

        Assert.Empty(wrong);
    }

    private static IEnumerable<string[]> Pairs(string kind) => File.ReadLines(Path.Combine(Folder, $"{kind}.tsv")).Where(line => line.Length > 0).Select(line => line.Split('\t'));
}
