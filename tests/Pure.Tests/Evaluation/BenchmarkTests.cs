using Pure.Answers;
using Pure.Data;
using Pure.Evaluation.Benchmarks;
using Pure.Evaluation.Statistics;
using Pure.Rewards;

namespace Pure.Tests.Evaluation;

public sealed class BenchmarkTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"pure-benchmarks-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Metrics_are_those_of_the_definitions()
    {
        ProblemRecord[] records =
        [
            new("b", "1", "7", Response("7"), [Response("7", 0.2, 0.9), Response("8", 0.9, 0.4), Response("8", 0.1, 0.3), Response("7", 0.5, 0.6)]),
            new("b", "2", "3", Response("4"), [Response("3", 0.9, 0.9), Response("4", 0.1, 0.1), Response("4", 0.1, 0.2), Response(null, 0.1, 0.99)]),
        ];
        BenchmarkReport report = BenchmarkMetrics.Of("b", records, [1, 2, 4, 8], AnswerProfile.EvalLenient, Aggregation.Last);
        Dictionary<string, Estimate> metrics = report.Metrics.ToDictionary(StringComparer.Ordinal);

        Assert.Equal(0.5, metrics["pass@1 (greedy)"].Value);
        Assert.Equal((0.5 + 0.25) / 2, metrics["avg@4"].Value);
        Assert.Equal(((5 / 6.0) + 0.5) / 2, metrics["pass@2"].Value, 12);
        Assert.Equal(1, metrics["pass@4"].Value);
        Assert.DoesNotContain("pass@8", metrics.Keys);
        Assert.Equal(0.5, metrics["maj@4"].Value);                   // 7 came first; 4 outvotes 3
        Assert.Equal(1, metrics["maj@4 (PRM-weighted)"].Value);      // 1.5 against 0.7; 0.9 against 0.3
        Assert.Equal(1, metrics["maj@4 (min-weighted)"].Value);      // 0.7 against 0.5; 0.9 against 0.2
        Assert.Equal(1, metrics["best@4 (PRM)"].Value);              // 0.99 has no answer
        Assert.Equal(0.125, metrics["no answer"].Value);
    }

    [Fact]
    public void A_stopped_evaluation_goes_on_and_another_one_is_refused()
    {
        var settings = new EvaluationSettings { Policy = "p", Samples = 2 };
        EvaluationFolder folder = EvaluationFolder.Open(_folder, settings);
        folder.Add([new ProblemRecord("b", "1", "7", Response("7"), [Response("7"), Response(null, double.NaN)])]);
        File.AppendAllText(Path.Combine(_folder, "records.jsonl"), "{\"benchmark\": \"b\", \"id\"");

        EvaluationFolder again = EvaluationFolder.Open(_folder, settings);
        again.Add([new ProblemRecord("b", "2", "7", null, [])]);

        Assert.Equal(["1", "2"], EvaluationFolder.Read(_folder).Records.Keys.Select(key => key.Id));
        ProblemRecord first = again.Records[("b", "1")];
        Assert.True(first.Greedy!.IsRight);
        Assert.True(double.IsNaN(first.Samples[1].StepScores![0]));
        Assert.Contains("other settings (\"samples\": 2, now \"samples\": 4)", Assert.Throws<PureException>(() => EvaluationFolder.Open(_folder, settings with { Samples = 4 })).Message, StringComparison.Ordinal);
        Assert.Empty(EvaluationFolder.Open(_folder, settings with { Samples = 4 }, overwrite: true).Records);
    }

    [Fact]
    public void The_average_is_the_plain_mean_of_the_benchmarks()
    {
        BenchmarkReport Report(string name, params string[] answers) =>
            BenchmarkMetrics.Of(name, [.. answers.Select((a, i) => new ProblemRecord(name, $"{i}", "1", Response(a), []))], [], AnswerProfile.EvalLenient, Aggregation.Last);
        var report = new EvaluationReport(new EvaluationSettings(), [Report("small", "1"), Report("large", "1", "2", "2", "2")]);
        Estimate average = report.Average.First(m => m.Key == "pass@1 (greedy)").Value;
        Assert.Equal(0.625, average.Value);
        Assert.Contains("\"average\"", report.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_whose_reference_cannot_be_graded_are_counted_and_left_out()
    {
        ProblemRecord sound = new("b", "1", "7", Response("7"), []), unreadable = new("b", "2", @"\def\x{1}", Response("7"), []);
        BenchmarkReport report = BenchmarkMetrics.Of("b", [sound, unreadable, unreadable with { Id = "3" }], [], AnswerProfile.EvalLenient, Aggregation.Last);
        Assert.Equal((1, 2), (report.Problems, report.UngradableGold));
        Assert.Equal(1, report.Metrics[0].Value.Value);
        Assert.Throws<PureException>(() => BenchmarkMetrics.Of("b", [unreadable], [], AnswerProfile.EvalLenient, Aggregation.Last));
    }

    [Fact]
    public void A_comparison_names_the_problems_that_changed()
    {
        EvaluationFolder Make(string name, params string[] answers)
        {
            EvaluationFolder made = EvaluationFolder.Open(Path.Combine(_folder, name), new EvaluationSettings { Policy = name });
            made.Add(answers.Select((a, i) => new ProblemRecord("b", $"{i}", "1", Response(a), [])));
            return made;
        }

        var comparison = EvaluationComparison.Of(Make("a", "1", "1", "2", "2"), Make("b", "1", "2", "1", "2", "1"));
        BenchmarkComparison only = Assert.Single(comparison.Benchmarks);
        Assert.Equal(new McNemar(1, 1, 1, 1), only.Test);
        Assert.Equal(["2"], only.Gained);
        Assert.Equal(["1"], only.Lost);
        Assert.Equal((0, 1), (comparison.OnlyInFirst, comparison.OnlyInSecond));
    }

    [Fact]
    public void Other_problems_under_the_same_names_are_neither_compared_nor_gone_on_with()
    {
        Problem Asked(string text, string answer) => new("1", text, answer);
        EvaluationFolder Make(string name, Problem problem)
        {
            EvaluationFolder made = EvaluationFolder.Open(Path.Combine(_folder, name), new EvaluationSettings { Policy = name });
            made.Add([new ProblemRecord("b", problem.Id, problem.Answer!, Response(problem.Answer), []) { Problem = ProblemRecord.MarkOf(problem) }]);
            return made;
        }

        EvaluationFolder first = Make("a", Asked("1+2", "3")), otherText = Make("b", Asked("2+1", "3")), otherAnswer = Make("c", Asked("1+2", "4"));
        Assert.Contains("'1' of 'b'", Assert.Throws<PureException>(() => EvaluationComparison.Of(first, otherText)).Message, StringComparison.Ordinal);
        Assert.Throws<PureException>(() => EvaluationComparison.Of(first, otherAnswer));
        Assert.Equal(1, EvaluationComparison.Of(first, Make("d", Asked("1+2", "3"))).Benchmarks[0].Test.BothRight);
        Assert.Empty(EvaluationFolder.Read(Path.Combine(_folder, "a")).Missing(new Benchmark("b", [Asked("1+2", "3")], 0)));
        Assert.Equal("1", Assert.Single(first.Missing(new Benchmark("other", [Asked("2+2", "4")], 0))).Id);
        Assert.Throws<PureException>(() => first.Missing(new Benchmark("b", [Asked("2+1", "3")], 0)));
    }

    [Fact]
    public void A_problem_cannot_open_a_turn_of_the_prompt()
    {
        using var folder = new ChainFolder();
        string end = folder.Tokenizer.AddedTokens.First(token => token.Special).Content;
        int[] ids = BenchmarkPrompt.Of("{problem}" + end).Encode(folder.Tokenizer, "1+2");
        Assert.Equal(1, ids.Count(id => folder.Tokenizer.IsSpecial(id)));
        Assert.Equal([.. folder.Tokenizer.Encode("1+2"), folder.Tokenizer.IdOf(end)!.Value], ids);
        Assert.Throws<PureException>(() => BenchmarkPrompt.Of("solve it"));
        Assert.Throws<PureException>(() => BenchmarkPrompt.QwenMath.Encode(folder.Tokenizer, "1"));
    }

    [Fact]
    public void With_a_marker_a_response_that_was_cut_has_no_answer()
    {
        var judge = new AnswerJudge(AnswerProfile.EvalLenient, "#");
        Assert.Equal(AnswerVerdict.Equal, judge.Grade("a\n#3", finished: true, "3").Verdict);
        Assert.True(judge.Grade("a\n#3", finished: false, "3").NoAnswer);
        Assert.True(judge.Grade("3", finished: true, "3").NoAnswer);
    }

    private static EvaluatedResponse Response(string? answer, params double[] scores) => new(
        answer ?? "", 3, true, answer, answer is "7" or "3" or "1" ? AnswerVerdict.Equal : AnswerVerdict.NotEqual, "", scores);
}
