using Pure.Data;
using Pure.Training;

namespace Pure.Tests.Training;

public sealed class DifficultyBalanceTests
{
    [Fact]
    public void Hard_problems_are_asked_more_often_under_ids_of_their_own_and_easy_ones_not_at_all()
    {
        IReadOnlyList<Problem> balanced = DifficultyBalance.Of([Of("hard", 0.1), Of("middle", 0.5), Of("easy", 0.8), Of("easier", 0.7)], "x.jsonl");
        Assert.Equal(6 + 4 + 2, balanced.Count);
        Assert.Equal(balanced.Count, balanced.Select(p => p.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(["hard", "hard#2", "hard#3"], balanced.Take(3).Select(p => p.Id));
        Assert.Contains("'b'", Assert.Throws<PureException>(() => DifficultyBalance.Of([Of("a", 0.2), new Problem("b", "b", "1")], "x.jsonl")).Message, StringComparison.Ordinal);
        Assert.Throws<PureException>(() => DifficultyBalance.Of([Of("a", 0.9)], "x.jsonl"));
    }

    private static Problem Of(string id, double rate) => new(id, id, "1") { PassRate = rate };
}
