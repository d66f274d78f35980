using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Pure.Cli.Console;
using Pure.Cli.Inference;
using Pure.Evaluation.Benchmarks;
using Pure.Evaluation.RewardBench;
using Pure.Rewards;
using Pure.Runs;

namespace Pure.Cli.Judging;

/// <summary>RewardBench 1 and 2: prefers a reward model the better answer?</summary>
internal static class RewardBenchJudge
{
    private const int Batch = 64;

    /// <summary>RewardBench 1: pairs, four sections, prior sets.</summary>
    public static void Run(string[] files, InferenceArguments arguments, ParseResult parsed, Aggregation aggregation, JudgeOutput output)
    {
        RewardBenchPair[] pairs = [.. files.SelectMany(RewardBenchPair.Read)];
        double[] scores = Score([.. pairs.SelectMany(p => new[] { (p.Prompt, p.Chosen), (p.Prompt, p.Rejected) })], arguments, parsed, aggregation, output);
        double[] chosen = [.. scores.Where((_, i) => i % 2 == 0)], rejected = [.. scores.Where((_, i) => i % 2 == 1)];
        double[] results = [.. PairAccuracy.Results(chosen, rejected).Select(r => (double)r)];
        IReadOnlyDictionary<string, double> subsets = PairAccuracy.BySubset(results, [.. pairs.Select(p => p.Subset)]);
        IReadOnlyDictionary<string, double> sections = RewardBenchSections.Scores(subsets);
        string[] measured = [.. sections.Keys.Where(section => RewardBenchSections.Subsets[section].Any(subsets.ContainsKey))];
        double prior = RewardBenchSections.PriorScore(subsets);
        double overall = RewardBenchSections.Overall(measured.ToDictionary(s => s, s => sections[s], StringComparer.Ordinal), prior);
        string[] other = [.. subsets.Keys.Where(s => !RewardBenchSections.Counts.ContainsKey(s) && !RewardBenchSections.PriorSets.Contains(s, StringComparer.Ordinal)).Order(StringComparer.Ordinal)];
        string model = Name(arguments.RewardModel(parsed)!);
        if (output.Folder is { } folder) WriteFiles(folder, model, pairs, subsets, (results, chosen, rejected), output.Console);
        output.Write(
            new { benchmark = "rewardbench", model, pairs = pairs.Length, subsets, sections = measured.ToDictionary(s => s, s => JudgeOutput.Finite(sections[s]), StringComparer.Ordinal), prior_sets = JudgeOutput.Finite(prior), overall = JudgeOutput.Finite(overall), mean_of_sections = measured.Length == 0 ? null : JudgeOutput.Finite(measured.Average(s => sections[s])) },
            $"RewardBench: {model}, {pairs.Length} pairs (percent)",
            ["", "score"],
            [
                .. measured.Select(s => (IReadOnlyList<string>)[s, JudgeOutput.Percent(sections[s])]),
                .. other.Select(s => (IReadOnlyList<string>)[s, JudgeOutput.Percent(subsets[s])]),
                .. double.IsNaN(prior) ? Array.Empty<IReadOnlyList<string>>() : [[RewardBenchSections.Prior, JudgeOutput.Percent(prior)]],
                ["all pairs", JudgeOutput.Percent(results.Average())],
                .. measured.Length == 0 ? Array.Empty<IReadOnlyList<string>>() : [["overall (2, 2, 2, 2, 1)", JudgeOutput.Percent(overall)]],
            ],
            measured.Length is > 0 and < 4 ? [$"Overall is over the {measured.Length} measured of 4 sections."] : []);
    }

    /// <summary>RewardBench 2: best of four, and ties.</summary>
    public static void Run2(string[] files, InferenceArguments arguments, ParseResult parsed, Aggregation aggregation, JudgeOutput output)
    {
        RewardBench2Prompt[] prompts = [.. files.SelectMany(RewardBench2Prompt.Read)];
        double[] flat = Score([.. prompts.SelectMany(p => p.Answers.Select(answer => (p.Prompt, answer)))], arguments, parsed, aggregation, output);
        IReadOnlyList<double[]> scores = BestOfGroup.Groups(flat, [.. prompts.SelectMany(p => p.Answers.Select(_ => p.Id))], [.. prompts.Select(p => p.Answers.Length)]);
        var domains = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (IGrouping<string, int> group in Enumerable.Range(0, prompts.Length).Where(i => !prompts[i].IsTies).GroupBy(i => prompts[i].Subset, StringComparer.Ordinal))
            domains[group.Key] = group.Average(i => BestOfGroup.Result(scores[i]));
        int[] ties = [.. Enumerable.Range(0, prompts.Length).Where(i => prompts[i].IsTies)];
        if (ties.Length > 0) domains[RewardBench2Prompt.Ties] = TiesScore.Of([.. ties.Select(i => new TiesRow(prompts[i].Id, scores[i], prompts[i].Correct))]);
        string model = Name(arguments.RewardModel(parsed)!);
        if (output.Folder is { } folder)
            output.Console.Notify($"Wrote {LeaderboardFile.Write(folder, "eval-set", model, domains.ToDictionary(d => d.Key, d => LeaderboardFile.Number(d.Value), StringComparer.Ordinal))}.");
        double mean = domains.Values.Average();
        output.Write(
            new { benchmark = "rewardbench2", model, prompts = prompts.Length, domains = domains.ToDictionary(d => d.Key, d => JudgeOutput.Finite(d.Value), StringComparer.Ordinal), overall = JudgeOutput.Finite(mean) },
            $"RewardBench 2: {model}, {prompts.Length} prompts (percent)",
            ["domain", "score"],
            [.. domains.Select(d => (IReadOnlyList<string>)[d.Key, JudgeOutput.Percent(d.Value)]), ["overall", JudgeOutput.Percent(mean)]]);
    }

    private static double[] Score(IReadOnlyList<(string Prompt, string Answer)> answers, InferenceArguments arguments, ParseResult parsed, Aggregation aggregation, JudgeOutput output)
    {
        using var session = new InferenceSession(arguments, parsed, needsPolicy: false, needsRewardModel: true);
        BenchmarkPrompt template = arguments.Template(parsed, session, "problem");
        var scorer = new AnswerScorer(session.RewardModel!, session.Tokenizer, template, session.Separators, aggregation);
        var scores = new List<double>();
        using (ProgressDisplay progress = output.Console.Progress())
        {
            foreach ((string, string)[] some in answers.Chunk(Batch))
            {
                output.Cancel.ThrowIfCancellationRequested();
                scores.AddRange(scorer.Score(some, session.Scoring));
                progress.Report(new RunProgress("scoring", scores.Count, answers.Count));
            }
        }

        int missing = scores.Count(double.IsNaN);
        if (missing > 0) output.Console.Notify(string.Create(CultureInfo.InvariantCulture, $"{missing} of {scores.Count} answers could not be scored; a pair or group with one of them is lost."));
        return [.. scores];
    }

    private static void WriteFiles(string folder, string model, RewardBenchPair[] pairs, IReadOnlyDictionary<string, double> subsets, (double[] Results, double[] Chosen, double[] Rejected) scores, Output console)
    {
        foreach (bool isPrior in new[] { false, true })
        {
            int[] rows = [.. Enumerable.Range(0, pairs.Length).Where(i => RewardBenchSections.PriorSets.Contains(pairs[i].Subset, StringComparer.Ordinal) == isPrior)];
            if (rows.Length == 0) continue;
            string kind = isPrior ? "pref-sets" : "eval-set";
            string path = LeaderboardFile.Write(folder, kind, model, subsets.Where(s => RewardBenchSections.PriorSets.Contains(s.Key, StringComparer.Ordinal) == isPrior)
                .ToDictionary(s => s.Key, s => LeaderboardFile.Number(s.Value), StringComparer.Ordinal));
            LeaderboardFile.Write(folder, kind + "-scores", model, new Dictionary<string, JsonNode?>(StringComparer.Ordinal)
            {
                ["id"] = LeaderboardFile.Column(rows.Select(i => pairs[i].Id)),
                ["subset"] = LeaderboardFile.Column(rows.Select(i => pairs[i].Subset)),
                ["results"] = LeaderboardFile.Column(rows.Select(i => scores.Results[i])),
                ["text_chosen"] = LeaderboardFile.Column(rows.Select(i => pairs[i].Chosen)),
                ["text_rejected"] = LeaderboardFile.Column(rows.Select(i => pairs[i].Rejected)),
                ["scores_chosen"] = LeaderboardFile.Column(rows.Select(i => scores.Chosen[i])),
                ["scores_rejected"] = LeaderboardFile.Column(rows.Select(i => scores.Rejected[i])),
            });
            console.Notify($"Wrote {path} and its scores.");
        }
    }

    private static string Name(string path) => Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(path));
}
