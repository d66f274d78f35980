using System.Globalization;
using System.Text.Json;
using Pure.Answers;
using Pure.Answers.Published;
using Pure.Evaluation;
using Pure.Rewards;
using Pure.Search;
using static Pure.Tests.GoldenVerifier.VerifierCase;

namespace Pure.Tests.GoldenVerifier;

internal static class VoteCases
{
    public static readonly IReadOnlyDictionary<string, Action<JsonElement>> Checks = new Dictionary<string, Action<JsonElement>>(StringComparer.Ordinal)
    {
        ["search_vote.json"] = Vote,
        ["search_canonical_form.json"] = CanonicalForm,
        ["search_extract_answer.json"] = item => Assert.Equal(Expected(item).GetString(), QwenAnswerText.Extract(Input(item, "completion").GetProperty("completion").GetString()!)),
        ["search_score_table.json"] = Table,
        ["search_pass_at_k.json"] = PassAtAnyK,
        ["search_level.json"] = Level,
    };

    private static void Vote(JsonElement item)
    {
        JsonElement input = Input(item, "answers", "scores");
        string[] answers = Texts(input.GetProperty("answers"));
        double[] scores = Numbers(input.GetProperty("scores"));
        string[] keys = [.. answers.Select(AnswerGrader.CanonicalKey)];
        if (Raises(item))
        {
            Assert.Throws<PureException>(() => AnswerVote.Majority(keys));
            return;
        }

        JsonElement expected = Expected(item, "majority", "weighted", "best_of_n", "argmax_index");
        if (expected.GetProperty("majority") is { ValueKind: JsonValueKind.String } majority)
            Assert.Equal(majority.GetString(), answers[AnswerVote.Majority(keys)!.Value]);
        else
            Assert.Throws<PureException>(() => AnswerVote.Majority(keys));
        if (answers.Length != scores.Length)
        {
            // The original cuts the longer list; ours refuses, and gives the same once it is cut.
            Assert.Throws<PureException>(() => AnswerVote.Weighted(keys, scores));
            int common = Math.Min(answers.Length, scores.Length);
            keys = keys[..common];
            scores = scores[..common];
        }

        if (scores.Any(double.IsNaN))
        {
            // The originals disagree among themselves on where a NaN stands; ours refuses it.
            Assert.Throws<PureException>(() => AnswerVote.Weighted(keys, scores));
            Assert.Throws<PureException>(() => AnswerVote.Best(scores));
            return;
        }

        Chosen(expected.GetProperty("weighted"), answers, () => AnswerVote.Weighted(keys, scores));
        Chosen(expected.GetProperty("best_of_n"), answers, () => AnswerVote.Best(scores));
        if (expected.GetProperty("argmax_index") is { ValueKind: JsonValueKind.Number } index) Assert.Equal(index.GetInt32(), AnswerVote.Best(scores));
    }

    /// <summary>Two expressions share a key where their canonical forms are the same, whatever the forms look like.</summary>
    private static void CanonicalForm(JsonElement item)
    {
        string mine = Input(item, "expression").GetProperty("expression").GetString()!;
        if (Raises(item)) return;  // ours has a key for every text
        foreach (JsonElement other in VerifierGolden.Cases("search_canonical_form.json").EnumerateArray().Where(other => !Raises(other)))
        {
            string theirs = other.GetProperty("input").GetProperty("expression").GetString()!;
            bool same = Expected(item).GetString() == Expected(other).GetString();

            // The original multiplies the letters of a word, so that anagrams are one answer. Ours are two.
            if (same && mine != theirs && mine.All(char.IsAsciiLetter) && theirs.All(char.IsAsciiLetter)) same = false;
            Assert.True(same == (AnswerGrader.CanonicalKey(mine) == AnswerGrader.CanonicalKey(theirs)), $"'{mine}' ({AnswerGrader.CanonicalKey(mine)}) and '{theirs}' ({AnswerGrader.CanonicalKey(theirs)}): same {same}");
        }
    }

    /// <summary>An answer, or <c>{"raises": ...}</c> where the original refuses.</summary>
    private static void Chosen(JsonElement expected, string[] answers, Func<int?> choose)
    {
        if (expected.ValueKind == JsonValueKind.String) Assert.Equal(expected.GetString(), answers[choose()!.Value]);
        else Assert.Throws<PureException>(() => choose());
    }

    private static void Table(JsonElement item)
    {
        JsonElement input = Input(item, "answers", "step_scores", "n");
        string[] answers = Texts(input.GetProperty("answers"));
        double[][] steps = Rows(input.GetProperty("step_scores"));
        string[] keys = [.. answers.Select(AnswerGrader.CanonicalKey)];
        VoteCurvePoint[] Curve() => [.. VoteCurve.Of(keys, [.. steps.Select(s => StepAggregation.Of(s, Aggregation.Last))])];
        if (Raises(item))
        {
            Assert.Throws<PureException>(Curve);
            return;
        }

        JsonElement expected = Expected(item);
        VoteCurvePoint[] curve = Curve();
        Assert.Equal(expected.EnumerateObject().Select(size => size.Name), curve.Select(point => point.Samples.ToString(CultureInfo.InvariantCulture)));
        foreach (VoteCurvePoint point in curve)
        {
            JsonElement row = expected.GetProperty(point.Samples.ToString(CultureInfo.InvariantCulture));
            Knows(row, "weighted", "majority", "naive");
            Assert.Equal(row.GetProperty("weighted").GetString(), Boxed(answers[point.Weighted!.Value]));
            Assert.Equal(row.GetProperty("majority").GetString(), Boxed(answers[point.Majority!.Value]));
            Assert.Equal(row.GetProperty("naive").GetString(), Boxed(answers[point.Best!.Value]));
        }
    }

    private static string Boxed(string answer) => $@"\boxed{{{answer}}}";

    private static void PassAtAnyK(JsonElement item)
    {
        JsonElement input = Input(item, "n", "c", "k", "predictions", "answer");
        int k = input.GetProperty("k").GetInt32();
        int n, c;
        if (input.TryGetProperty("predictions", out JsonElement predictions))
        {
            string key = AnswerGrader.CanonicalKey(input.GetProperty("answer").GetString()!);
            n = predictions.GetArrayLength();
            c = Texts(predictions).Count(prediction => AnswerGrader.CanonicalKey(prediction) == key);
        }
        else
        {
            (n, c) = (input.GetProperty("n").GetInt32(), input.GetProperty("c").GetInt32());
        }

        if (Raises(item)) Assert.Throws<PureException>(() => PassAtK.Of(n, c, k));
        else Close(Number(Expected(item)), PassAtK.Of(n, c, k), 1e-12);
    }

    private static void Level(JsonElement item)
    {
        JsonElement input = Input(item, "value", "quintiles");
        Assert.Equal(Expected(item).GetInt32(), DifficultyLevel.Of(Number(input.GetProperty("value")), Numbers(input.GetProperty("quintiles"))));
    }
}
