// pure evaluate: benchmarks of problems with answers, in one run. Records of every problem are kept as they are made, so that a stopped
// evaluation goes on, a report can be made again under another grader, and two evaluations can be compared problem by problem.
using System.CommandLine;
using Pure.Answers;
using Pure.Cli.Console;
using Pure.Cli.Inference;
using Pure.Cli.Judging;
using Pure.Cli.Views;
using Pure.Credit;
using Pure.Data;
using Pure.Evaluation.Benchmarks;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Runs;

namespace Pure.Cli.Commands;

/// <summary>The command <c>pure evaluate</c>.</summary>
internal static class EvaluateCommand
{
    private static readonly Argument<string[]> Files = new("FILE") { Description = "Benchmarks: JSON Lines with id, problem (or messages, a conversation), answer. Each is named after its file.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string?> Out = new("--out") { Description = "Folder for records and report (default: runs/evaluate-NAME, after the policy's folder). An evaluation that was stopped goes on there.", HelpName = "FOLDER" };
    private static readonly Option<bool> Overwrite = new("--overwrite") { Description = "Delete the evaluation in --out, if there is one, and begin again." };
    private static readonly Option<int> Samples = new("--samples") { Description = "Sampled responses of each problem, for avg@n, pass@k, maj@n and best@n." };
    private static readonly Option<bool> NoGreedy = new("--no-greedy") { Description = "Leave out the most likely response, pass@1 (greedy)." };
    private static readonly Option<int[]> Ks = new("--k") { Description = "The k of pass@k (default: powers of two up to --samples).", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string?> Aggregate = new("--aggregate") { Description = "How step scores become the score of a response: min, last, product, mean, soft_min, max, sum, sum_log (default: min for a process reward model, last for any other kind)." };
    private static readonly Option<int> Limit = new("--limit") { Description = "Only the first problems of each benchmark; 0 for all." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the report as JSON." };
    private static readonly Option<string[]> Compare = new("--compare") { Description = "Compare two evaluations, given as their folders: which problems changed, and McNemar's test.", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true, HelpName = "A B" };
    private static readonly Option<string?> Regrade = new("--regrade") { Description = "Grade the records in this folder again under --profile and --answer-marker, and report. Needs no model.", HelpName = "FOLDER" };
    private static readonly Option<string?> Judge = new("--judge") { Description = $"Judge a reward model instead: {string.Join(", ", RewardModelBenchmarks.Names)}. See docs/evaluation.md.", HelpName = "BENCHMARK" };
    private static readonly RewardModelBenchmarks Benchmarks = new(Aggregate);

    public static Command Create()
    {
        Command command = new("evaluate", "Run benchmarks: pass@1, avg@n, pass@k and votes of a policy, or the judgement of a reward model.")
        {
            Files, Out, Overwrite, Samples, NoGreedy, Ks, Aggregate, Limit, Json, Compare, Regrade, Judge,
        };
        Benchmarks.AddOptions(command);
        var arguments = new InferenceArguments(command, temperature: 0.6);
        return command.Does((parsed, output, cancel) =>
        {
            if (parsed.GetValue(Compare) is { Length: 2 } pair) Print(pair, parsed.GetValue(Json), output);
            else if (parsed.GetValue(Regrade) is { } folder) Again(folder, arguments, parsed, output);
            else if (parsed.GetValue(Judge) is { } benchmark) Benchmarks.Run(benchmark, FilesOf(parsed), arguments, parsed, new JudgeOutput(output, parsed.GetValue(Json), parsed.GetValue(Out), cancel));
            else Run(arguments, parsed, output, cancel);
        });
    }

    private static string[] FilesOf(ParseResult parsed) =>
        parsed.GetValue(Files) is { Length: > 0 } files ? files : throw new PureException("There is no benchmark to run. Give one or more files, such as math500.jsonl.");

    private static void Print(string[] pair, bool json, Output output)
    {
        var comparison = EvaluationComparison.Of(EvaluationFolder.Read(pair[0]), EvaluationFolder.Read(pair[1]));
        if (json) output.Line(comparison.ToJson());
        else EvaluationTable.Write(output, comparison, pair[0], pair[1]);
    }

    private static void Again(string folder, InferenceArguments arguments, ParseResult parsed, Output output)
    {
        var records = EvaluationFolder.Read(folder);
        AnswerJudge judge = arguments.Judge(parsed);
        EvaluatedResponse Graded(EvaluatedResponse response, string gold)
        {
            GradeResult grade = judge.Grade(response.Text, response.Finished, gold);
            return response with { Answer = grade.Extracted, Verdict = grade.Verdict, Reason = grade.Reason };
        }

        ProblemRecord[] again =
        [
            .. records.Records.Values.Select(record => record with
            {
                Greedy = record.Greedy is null ? null : Graded(record.Greedy, record.Gold),
                Samples = [.. record.Samples.Select(s => Graded(s, record.Gold))],
            }),
        ];
        records.Replace(again);
        EvaluationSettings settings = records.Settings() with { Profile = judge.Profile.Name, AnswerMarker = judge.Marker };
        records.WriteSettings(settings);
        Report(records, settings, [.. again.Select(record => record.Benchmark).Distinct(StringComparer.Ordinal)], parsed, output);
    }

    private static void Run(InferenceArguments arguments, ParseResult parsed, Output output, CancellationToken cancel)
    {
        int samples = parsed.GetValue(Samples);
        if (samples < 0 || (samples == 0 && parsed.GetValue(NoGreedy))) throw new PureException("Neither a greedy response nor samples are asked for. Give --samples, or leave out --no-greedy.");
        Benchmark[] benchmarks = [.. FilesOf(parsed).Select(file => Benchmark.Read(file, parsed.GetValue(Limit)))];
        if (benchmarks.GroupBy(b => b.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new PureException($"Two files are named '{twice.Key}', and a benchmark is named after its file. Rename one.");
        using var session = new InferenceSession(arguments, parsed, needsPolicy: true, needsRewardModel: false);
        BenchmarkPrompt template = arguments.Template(parsed, session);
        SamplingOptions sampling = arguments.Sampling(parsed, session.MaxPositions, benchmarks.SelectMany(b => b.Problems).Select(p => template.Encode(session.Tokenizer, p)));
        AnswerJudge judge = arguments.Judge(parsed);
        string policy = Path.TrimEndingDirectorySeparator(arguments.Policy(parsed)!);
        var settings = new EvaluationSettings
        {
            Policy = policy,
            RewardModel = arguments.RewardModel(parsed),
            Prompt = template.Text,
            ChatTemplateKwargs = arguments.Variables(parsed),
            Greedy = !parsed.GetValue(NoGreedy),
            Samples = samples,
            Temperature = sampling.Temperature,
            TopP = sampling.TopP,
            TopK = sampling.TopK,
            MaxCompletionLength = sampling.MaxNewTokens,
            Profile = judge.Profile.Name,
            AnswerMarker = judge.Marker,
            StepSeparator = session.Separator,
            Aggregation = AggregationChoice.Of(parsed.GetValue(Aggregate), arguments.RewardModel(parsed)),
            Dtype = session.Dtype == Config.ComputeType.Bf16 ? "bf16" : "fp32",
            Seed = arguments.Seed(parsed),
        };
        var folder = EvaluationFolder.Open(parsed.GetValue(Out) ?? Path.Combine("runs", "evaluate-" + InferenceSession.NameOf(policy)), settings, parsed.GetValue(Overwrite));
        var evaluator = new BenchmarkEvaluator(session.Generator!, session.Tokenizer, judge, session.Scorer, (template, settings));
        int chunk = Math.Max(8, arguments.Lanes(parsed) * arguments.MaxDecodeRows(parsed) / (samples + 1));
        using (ProgressDisplay progress = output.Progress())
        {
            foreach (Benchmark benchmark in benchmarks) Evaluate(benchmark, folder, evaluator, chunk, progress, cancel);
        }

        foreach (Benchmark benchmark in benchmarks.Where(b => b.WithoutAnswer > 0)) output.Notify($"{benchmark.Name}: {benchmark.WithoutAnswer} problems have no answer and are left out.");
        Report(folder, settings, [.. benchmarks.Select(b => b.Name)], parsed, output);
    }

    private static void Evaluate(Benchmark benchmark, EvaluationFolder folder, BenchmarkEvaluator evaluator, int chunk, ProgressDisplay progress, CancellationToken cancel)
    {
        Problem[] open = [.. folder.Missing(benchmark)];
        int done = benchmark.Problems.Count - open.Length, right = 0, tried = 0;
        progress.Report(new RunProgress(benchmark.Name, done, benchmark.Problems.Count));
        foreach (Problem[] some in open.Chunk(chunk))
        {
            cancel.ThrowIfCancellationRequested();
            IReadOnlyList<ProblemRecord> records = evaluator.Evaluate(benchmark.Name, some, cancel);
            folder.Add(records);
            done += some.Length;
            EvaluatedResponse[] first = [.. records.Select(record => record.Greedy ?? record.Samples[0])];
            tried += first.Length;
            right += first.Count(response => response.IsRight);
            progress.Report(new RunProgress(benchmark.Name, done, benchmark.Problems.Count, 0, $"right {100.0 * right / tried:0.0}%"));
        }
    }

    private static void Report(EvaluationFolder folder, EvaluationSettings settings, string[] names, ParseResult parsed, Output output)
    {
        int[] ks = parsed.GetValue(Ks) is { Length: > 0 } given ? given : [.. Search.VoteCurve.Sizes(Math.Max(1, settings.Samples))];
        var report = new EvaluationReport(settings, [.. names.Select(name => BenchmarkMetrics.Of(
            name, [.. folder.Records.Values.Where(record => record.Benchmark == name)], ks, AnswerProfile.ByName(settings.Profile), settings.Aggregation))]);
        folder.WriteReport(report);
        if (parsed.GetValue(Json))
        {
            output.Line(report.ToJson());
            return;
        }

        EvaluationTable.Write(output, report);
        output.Line($"Records and report are in '{Path.GetDirectoryName(folder.ReportPath)}'.");
    }
}
