using System.Text.Json.Nodes;
using Pure.Answers;
using Pure.Data;
using Pure.Evaluation.Benchmarks;
using Pure.Evaluation.RewardBench;
using Pure.Evaluation.Statistics;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Text;

namespace Pure.Tests.Evaluation;

/// <summary>What evaluations read, ask for, count and compare, on both sides of each of their conditions.</summary>
public sealed class EvaluationRuleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pure-evaluation-rules").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1, 4, 0.0455873, 0.6993582)]
    [InlineData(2, 10, 0.0566822, 0.5098375)]
    [InlineData(0, 5, 0, 0.4344825)]
    [InlineData(5, 5, 0.5655175, 1)]
    [InlineData(50, 100, 0.4038315, 0.5961685)]
    public void Wilsons_interval_has_the_ends_at_which_the_share_is_barely_not_rejected(int yes, int all, double low, double high)
    {
        Estimate share = Estimate.Share(yes, all);
        Assert.Equal((double)yes / all, share.Value, 12);
        Assert.Equal(low, share.Low, 6);
        Assert.Equal(high, share.High, 6);
    }

    [Theory]
    [InlineData(1, 9, 22 / 1024.0)]
    [InlineData(9, 1, 22 / 1024.0)]
    [InlineData(2, 8, 112 / 1024.0)]
    [InlineData(0, 6, 2 / 64.0)]
    [InlineData(10, 3, 756 / 8192.0)]
    [InlineData(5, 15, 0.04138946533203125)]
    [InlineData(1, 1, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(0, 1, 1)]
    public void The_paired_test_is_the_exact_binomial_one(int first, int second, double p) => Assert.Equal(p, new McNemar(3, first, second, 2).P, 12);

    [Fact]
    public void Independent_estimates_average_with_their_errors_in_squares()
    {
        Estimate average = Estimate.Average([new Estimate(1, 0, 0, 0.3), new Estimate(2, 0, 0, 0.4)]);
        Assert.Equal((1.5, 0.25), (average.Value, average.StandardError));
        Assert.Equal(1.5 - (0.25 * Estimate.Z), average.Low, 12);
        Assert.Equal(1.5 + (0.25 * Estimate.Z), average.High, 12);
        Assert.Throws<PureException>(() => Estimate.Mean([]));
    }

    [Fact]
    public void Metrics_come_only_where_their_responses_are()
    {
        Dictionary<string, Estimate> Of(params ProblemRecord[] records) => BenchmarkMetrics.Of("b", records, [3, 2, 2, 1, 4], AnswerProfile.EvalLenient, Aggregation.Last).Metrics.ToDictionary(StringComparer.Ordinal);

        Assert.Equal(["pass@1 (greedy)", "finished", "no answer", "ungradable", "tokens"], Of(Record("1", Right, [])).Keys);
        Assert.Equal(["avg@1", "finished", "no answer", "ungradable", "tokens"], Of(Record("1", null, [Right])).Keys);
        Assert.Equal(["avg@2", "pass@2", "maj@2", "finished", "no answer", "ungradable", "tokens"], Of(Record("1", null, [Right with { StepScores = null }, Wrong])).Keys);
        Assert.Equal(
            ["avg@3", "pass@2", "pass@3", "maj@3", "maj@3 (PRM-weighted)", "maj@3 (min-weighted)", "best@3 (PRM)", "finished", "no answer", "ungradable", "tokens"],
            Of(Record("1", null, [Right, Wrong, Wrong])).Keys);
        Assert.DoesNotContain("pass@1 (greedy)", Of(Record("1", Right, [Right]), Record("2", null, [Right])).Keys);

        // The problem with fewer samples decides what there is; shares are of each problem's own samples.
        Dictionary<string, Estimate> uneven = Of(Record("1", null, [Right, Wrong, Wrong, Wrong]), Record("2", null, [Right, Right]));
        Assert.Equal((0.25 + 1) / 2, uneven["avg@2"].Value, 12);
        Assert.Equal(((1 - (3 / 6.0)) + 1) / 2, uneven["pass@2"].Value, 12);
        Assert.DoesNotContain("pass@3", uneven.Keys);

        // Qualities are of the samples where there are any, else of the greedy response.
        EvaluatedResponse cut = new("", 7, Finished: false, null, AnswerVerdict.NotEqual, ""), vague = new("", 9, Finished: true, "f", AnswerVerdict.Ungradable, "");
        Dictionary<string, Estimate> quality = Of(Record("1", Right, [cut, vague]), Record("2", cut, []));
        Assert.Equal((0.25, 0.75, 0.25, 7.5), (quality["finished"].Value, quality["no answer"].Value, quality["ungradable"].Value, quality["tokens"].Value));
    }

    [Fact]
    public void The_best_by_score_has_an_answer_and_is_finished_and_a_response_without_scores_weighs_nothing()
    {
        EvaluatedResponse unscored = Wrong with { StepScores = [] }, unfinished = Wrong with { Finished = false, StepScores = [0.9] }, right = Right with { StepScores = [0.1] };
        Dictionary<string, Estimate> metrics = BenchmarkMetrics.Of("b", [Record("1", null, [unscored, unscored, unfinished, right])], [], AnswerProfile.EvalLenient, Aggregation.Last).Metrics.ToDictionary(StringComparer.Ordinal);
        Assert.Equal((0, 0, 1), (metrics["maj@4"].Value, metrics["maj@4 (PRM-weighted)"].Value, metrics["best@4 (PRM)"].Value));
    }

    [Fact]
    public void Without_greedy_responses_a_problem_is_solved_by_more_than_half_of_its_samples()
    {
        (ProblemRecord A, ProblemRecord B)[] pairs =
        [
            (Record("1", null, [Right, Wrong]), Record("1", null, [Right, Right])),
            (Record("2", null, [Right, Right, Wrong]), Record("2", null, [Right, Wrong, Wrong])),
            (Record("3", null, [Wrong]), Record("3", null, [Wrong])),
        ];
        BenchmarkComparison comparison = BenchmarkComparison.Of("b", pairs);
        Assert.Equal("more than half of the samples right", comparison.Measure);
        Assert.Equal(new McNemar(0, 1, 1, 1), comparison.Test);
        Assert.Equal("1", Assert.Single(comparison.Gained));
        Assert.Equal("2", Assert.Single(comparison.Lost));
        Assert.Equal((0.5 - (1 / 3.0)) / 3, comparison.SampledDifference!.Value, 12);

        BenchmarkComparison greedy = BenchmarkComparison.Of("b", [(Record("1", Wrong, []), Record("1", Right, [Wrong])), (Record("2", Right, []), Record("2", Right, []))]);
        Assert.Equal(("greedy", new McNemar(1, 0, 1, 0)), (greedy.Measure, greedy.Test));
        Assert.Null(greedy.SampledDifference);
        Assert.Equal("more than half of the samples right", BenchmarkComparison.Of("b", [(Record("1", Right, [Right]), Record("1", null, [Right]))]).Measure);
    }

    [Fact]
    public void Several_benchmarks_are_also_compared_together()
    {
        EvaluationFolder Make(string name, params ProblemRecord[] records)
        {
            EvaluationFolder made = EvaluationFolder.Open(Path.Combine(_folder, name), new EvaluationSettings { Policy = name }, overwrite: true);
            made.Add(records);
            return made;
        }

        EvaluationFolder first = Make("a", Record("1", Wrong, []), Record("2", Wrong, []) with { Benchmark = "c" }), second = Make("b", Record("1", Right, []), Record("2", Right, []) with { Benchmark = "c" });
        EvaluationComparison comparison = EvaluationComparison.Of(first, second);
        Assert.Equal(["b", "c", "all"], comparison.Benchmarks.Select(part => part.Name));
        Assert.Equal(2, comparison.Benchmarks[2].Test.OnlySecond);
        Assert.Contains("\"only_in_first\": 0", comparison.ToJson(), StringComparison.Ordinal);
        Assert.Contains("no problem in common", Assert.Throws<PureException>(() => EvaluationComparison.Of(first, Make("d", Record("9", Right, [])))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_of_another_version_are_told_from_other_settings()
    {
        var settings = new EvaluationSettings { Policy = "p" };
        string folder = Path.Combine(_folder, "versions");
        EvaluationFolder.Open(folder, settings);
        string path = Path.Combine(folder, "settings.json"), text = File.ReadAllText(path);
        File.WriteAllText(path, text.TrimEnd('\n'));
        Assert.Contains("another version", Assert.Throws<PureException>(() => EvaluationFolder.Open(folder, settings)).Message, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace("\"p\"", "\"q\"", StringComparison.Ordinal));
        Assert.Contains("\"policy\": \"q\", now \"policy\": \"p\"", Assert.Throws<PureException>(() => EvaluationFolder.Open(folder, settings)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_benchmark_has_the_rows_with_answers_up_to_the_limit()
    {
        string path = Write("set.jsonl", """{"id": "1", "problem": "a", "answer": "1"}""" + "\n" + """{"id": "2", "problem": "b"}""" + "\n" + """{"id": "3", "problem": "c", "answer": "3"}""" + "\n");
        (string, int, int) Of(int limit) => Benchmark.Read(path, limit) is var read ? (read.Name, read.Problems.Count, read.WithoutAnswer) : default;
        Assert.Equal((("set", 2, 1), ("set", 1, 1), ("set", 2, 1), ("set", 2, 1)), (Of(0), Of(1), Of(2), Of(3)));
        Assert.Equal(["1", "3"], Benchmark.Read(path).Problems.Select(problem => problem.Id));
        Assert.Contains("No problem", Assert.Throws<PureException>(() => Benchmark.Read(Write("none.jsonl", """{"id": "2", "problem": "b"}"""))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Greedy_and_sampled_responses_are_asked_for_graded_and_scored()
    {
        using var folder = new ChainFolder();
        var settings = new EvaluationSettings { Greedy = true, Samples = 2, Temperature = 0.7, TopP = 0.9, TopK = 5, MaxCompletionLength = 16, Seed = 3 };
        Problem[] problems = [new("1", "a+1?", "3"), new("2", "b+1?", "4")];
        var policy = new Texts(folder.Tokenizer, "#3", "#3", "#4", "#3");
        BenchmarkEvaluator Evaluator(EvaluationSettings how, bool scored) => new(
            policy, folder.Tokenizer, new AnswerJudge(AnswerProfile.EvalLenient, "#"), scored ? responses => [.. responses.Select((_, i) => new[] { i / 10.0 })] : null, (BenchmarkPrompt.Of("{problem}"), how));

        BenchmarkEvaluator evaluator = Evaluator(settings, scored: true);
        IReadOnlyList<ProblemRecord> records = evaluator.Evaluate("b", problems, CancellationToken.None);

        Assert.Equal([(0.0, 1.0, 0), (0.7, 0.9, 5)], policy.Asked.Select(options => (options.Temperature, options.TopP, options.TopK)));
        Assert.All(policy.Asked, options => Assert.Equal(16, options.MaxNewTokens));
        Assert.Equal([("1", true), ("2", false)], records.Select(record => (record.Id, record.Greedy!.IsRight)));
        Assert.Equal([true, true, true, false], records.SelectMany(record => record.Samples).Select(sample => sample.IsRight));
        Assert.Equal([0, 0.1, 0.2, 0.3], records.SelectMany(record => record.Samples).Select(sample => sample.StepScores![0]));
        Assert.All(records, record => Assert.Null(record.Greedy!.StepScores));
        Assert.Equal(ProblemRecord.MarkOf(problems[1]), records[1].Problem);
        Assert.Equal(6 * 3, evaluator.Tokens);

        ProblemRecord only = Evaluator(settings with { Samples = 0 }, scored: true).Evaluate("b", problems, CancellationToken.None)[0];
        Assert.Empty(only.Samples);
        ProblemRecord sampled = Evaluator(settings with { Greedy = false }, scored: false).Evaluate("b", problems, CancellationToken.None)[0];
        Assert.Null(sampled.Greedy);
        Assert.All(sampled.Samples, sample => Assert.Null(sample.StepScores));
    }

    [Fact]
    public void Without_a_marker_the_profile_finds_the_answer()
    {
        var judge = new AnswerJudge(AnswerProfile.RlStrict);
        Assert.Equal("5", judge.Extract(@"so \boxed{5}", finished: false));
        Assert.Null(judge.Extract("so 5", finished: true));
        Assert.Equal(AnswerVerdict.Equal, judge.Grade(@"\boxed{5}", finished: true, "5").Verdict);
        var marked = new AnswerJudge(AnswerProfile.RlStrict, "###");
        Assert.Equal("6", marked.Extract("### 5 ### 6 ", finished: true));
        Assert.Null(marked.Extract("### 5", finished: false));
        Assert.Null(marked.Extract("5", finished: true));
        Assert.Equal("", marked.Extract("###", finished: true));
    }

    [Fact]
    public void A_prompt_has_a_name_or_a_place_and_a_conversation_needs_a_chat_template()
    {
        using var folder = new ChainFolder();
        Assert.Equal(BenchmarkPrompt.Pure.Text, BenchmarkPrompt.Of("pure").Text);
        Assert.Equal("{problem}", BenchmarkPrompt.Of("problem").Text);
        Assert.Contains("<|im_start|>user", BenchmarkPrompt.Of("qwen-math").Text, StringComparison.Ordinal);
        Assert.Contains("'solve'", Assert.Throws<PureException>(() => BenchmarkPrompt.Of("solve")).Message, StringComparison.Ordinal);
        BenchmarkPrompt plain = BenchmarkPrompt.Of("{problem}");
        var template = PromptTemplate.Of("{problem}", "");
        Assert.Equal(folder.Tokenizer.Encode("a+1?"), plain.Encode(folder.Tokenizer, new Problem("1", "a+1?", "3")));
        Assert.Equal(folder.Tokenizer.Encode("b+1?"), plain.Encode(folder.Tokenizer, new Problem("1", "a+1?", "3") { Source = (template, [new ChatMessage("user", "b+1?")]) }));
        var talk = new Problem("7", "a+1?", "3") { Source = (template, [new ChatMessage("user", "a"), new ChatMessage("user", "b")]) };
        Assert.Contains("'7' is a conversation of 2 messages", Assert.Throws<PureException>(() => plain.Encode(folder.Tokenizer, talk)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_leaderboard_file_has_its_keys_in_order_and_null_for_what_is_no_number()
    {
        string path = LeaderboardFile.Write(_folder, "eval-set", "org/model", new Dictionary<string, JsonNode?>(StringComparer.Ordinal)
        {
            ["z"] = LeaderboardFile.Number(0.5), ["a"] = LeaderboardFile.Number(double.NaN), ["n"] = LeaderboardFile.Column([1, double.PositiveInfinity]), ["t"] = LeaderboardFile.Column(["x", "y"]),
        });
        Assert.Equal(Path.Combine(_folder, "eval-set", "org/model.json"), path);
        JsonObject file = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        Assert.Equal(["a", "model", "model_type", "n", "t", "z"], file.Select(member => member.Key));
        Assert.Equal("""{"a":null,"model":"org/model","model_type":"Custom Classifier","n":[1,null],"t":["x","y"],"z":0.5}""", file.ToJsonString());
    }

    [Fact]
    public void A_section_that_was_not_measured_is_0_and_one_that_is_no_number_stays_none()
    {
        Dictionary<string, double> scores = RewardBenchSections.Scores(new Dictionary<string, double>(StringComparer.Ordinal) { ["donotanswer"] = double.NaN, ["alpacaeval-easy"] = 1, ["mt-bench-med"] = 0 }).ToDictionary(StringComparer.Ordinal);
        Assert.Equal((100 / 140.0, 0), (scores["Chat"], scores["Reasoning"]));
        Assert.True(double.IsNaN(scores["Safety"]));
        Assert.All(RewardBenchSections.Subsets.Values.SelectMany(names => names), name => Assert.Contains(name, RewardBenchSections.Counts.Keys));
        Assert.Equal(RewardBenchSections.Counts.Count, RewardBenchSections.Subsets.Values.Sum(names => names.Length));
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static readonly EvaluatedResponse Right = new("7", 3, Finished: true, "7", AnswerVerdict.Equal, "", [0.8]), Wrong = new("8", 3, Finished: true, "8", AnswerVerdict.NotEqual, "", [0.2]);

    private static ProblemRecord Record(string id, EvaluatedResponse? greedy, EvaluatedResponse[] samples) => new("b", id, "7", greedy, samples);

    /// <summary>A policy that answers each prompt and sample with the next of some texts.</summary>
    private sealed class Texts(Tokenizer tokenizer, params string[] texts) : IGenerator
    {
        public List<SamplingOptions> Asked { get; } = [];

        public IReadOnlyList<Rollout> Generate(GenerationRequest request, SamplingOptions options, CancellationToken cancel = default)
        {
            Asked.Add(options);
            return [.. Enumerable.Range(0, request.Prompts.Count * request.SamplesPerPrompt).Select(i =>
            {
                int[] ids = [.. tokenizer.Encode(texts[i]), tokenizer.EndOfSequence];
                return new Rollout(request.Prompts[i / request.SamplesPerPrompt].ProblemId, i % request.SamplesPerPrompt, [1], ids, new float[ids.Length], FinishReason.Stop, 0, 0);
            })];
        }
    }
}
