// pure search: best-of-n, beam search and DVTS with a reward model, and what each is worth at the same compute.
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pure.Cli.Console;
using Pure.Cli.Inference;
using Pure.Credit;
using Pure.Evaluation.Benchmarks;
using Pure.Evaluation.Statistics;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Search;

namespace Pure.Cli.Commands;

/// <summary>The command <c>pure search</c>.</summary>
internal static class SearchCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly Argument<string> File = new("FILE") { Description = "JSON Lines with problem, answer and optional id." };
    private static readonly Option<string[]> Methods = new("--method") { Description = "best_of_n, beam, dvts; several are compared.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<int[]> N = new("--n") { Description = "Candidates or beams; several make a curve (default: 1 2 4 8 16).", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<int> Width = new("--beam-width") { Description = "M, next steps of a beam that compete: beam search keeps n/M beams, DVTS has n/M trees.", DefaultValueFactory = _ => 4 };
    private static readonly Option<int> Steps = new("--max-steps") { Description = "Most steps of beam search and DVTS; in the last one responses are sampled to their end.", DefaultValueFactory = _ => 40 };
    private static readonly Option<int> Lookahead = new("--lookahead") { Description = "Greedy steps that DVTS looks ahead before it scores." };
    private static readonly Option<string?> Aggregate = new("--aggregate") { Description = "How step scores become the score of a response: min, last, product, mean, soft_min, max, sum, sum_log (default: min for a process reward model, last for any other kind)." };
    private static readonly Option<bool> Duplicates = new("--filter-duplicates") { Description = "Beam search: of equal beams only the first stays." };
    private static readonly Option<bool> Published = new("--published") { Description = "Search-and-learn as it is published, quirks included: unfinished responses can win, later beams win ties, results are filled up with copies." };
    private static readonly Option<int> Limit = new("--limit") { Description = "Only the first problems; 0 for all." };
    private static readonly Option<string?> Out = new("--out") { Description = "Also write every problem's candidates to this file, as JSON Lines.", HelpName = "FILE" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the report as JSON." };

    public static Command Create()
    {
        Command command = new("search", "Search at test time with a reward model: best-of-n, beam search, DVTS, and what each is worth at equal compute.")
        {
            File, Methods, N, Width, Steps, Lookahead, Aggregate, Duplicates, Published, Limit, Out, Json,
        };
        var arguments = new InferenceArguments(command, temperature: 0.8);
        return command.Does((parsed, output, cancel) => Run(arguments, parsed, output, cancel));
    }

    private static void Run(InferenceArguments arguments, ParseResult parsed, Output output, CancellationToken cancel)
    {
        string[] names = parsed.GetValue(Methods) is { Length: > 0 } given ? given : ["best_of_n"];
        SearchMethod[] methods = [.. names.Select(name => OptionName.Parse<SearchMethod>(name, "--method")).Distinct()];
        int[] sizes = [.. (parsed.GetValue(N) is { Length: > 0 } ns ? ns : [1, 2, 4, 8, 16]).Distinct().Order()];
        if (sizes[0] < 1) throw new PureException($"--n is {sizes[0]}. Give 1 or more.");
        Benchmark benchmark = Benchmark.Read(parsed.GetRequiredValue(File), parsed.GetValue(Limit));
        using var session = new InferenceSession(arguments, parsed, needsPolicy: true, needsRewardModel: true);
        BenchmarkPrompt template = arguments.Template(parsed, session);
        SearchOptions options = Options(arguments, parsed, session, arguments.Sampling(parsed, session.MaxPositions, benchmark.Problems.Select(p => template.Encode(session.Tokenizer, p))));
        var run = new SearchRun(session, arguments.Judge(parsed), benchmark.Problems, template, arguments.Lanes(parsed) * arguments.MaxDecodeRows(parsed));
        var counts = new List<SearchCounts>();
        int width = parsed.GetValue(Width);
        using (ProgressDisplay progress = output.Progress())
        {
            void All(Stream? keep)
            {
                foreach (SearchMethod method in methods)
                {
                    if (method == SearchMethod.BestOfN)
                    {
                        counts.AddRange(run.Run(options with { Method = method, Candidates = sizes[^1] }, sizes, progress, keep, cancel));
                        continue;
                    }

                    int[] possible = [.. sizes.Where(n => n % width == 0)];
                    if (possible.Length == 0) throw new PureException($"No --n is a multiple of --beam-width {width}. Give one, such as --n {width} {2 * width}.");
                    foreach (int n in possible) counts.AddRange(run.Run(options with { Method = method, Candidates = n }, [n], progress, keep, cancel));
                }
            }

            if (parsed.GetValue(Out) is { } path) LineOutput.Write(path, All);
            else All(null);
        }

        Report(counts, benchmark, width, methods.Any(m => m != SearchMethod.BestOfN) && sizes.Any(n => n % width != 0), parsed.GetValue(Json), output);
    }

    private static SearchOptions Options(InferenceArguments arguments, ParseResult parsed, InferenceSession session, SamplingOptions sampling) => new()
    {
        BeamWidth = InferenceArguments.AtLeastOne(parsed, Width),
        MaxSteps = InferenceArguments.AtLeastOne(parsed, Steps),
        Lookahead = parsed.GetValue(Lookahead) is >= 0 and var ahead ? ahead : throw new PureException("--lookahead is negative. Give 0 or more."),
        Aggregation = AggregationChoice.Of(parsed.GetValue(Aggregate), arguments.RewardModel(parsed)),
        Sampling = sampling with { StopAt = session.Tokenizer.StopIds.ToHashSet() },
        Separators = session.Separators,
        Seed = arguments.Seed(parsed),
        FilterDuplicates = parsed.GetValue(Duplicates),
        Published = parsed.GetValue(Published),
    };

    private static void Report(IReadOnlyList<SearchCounts> counts, Benchmark benchmark, int width, bool skipped, bool json, Output output)
    {
        if (json)
        {
            output.Line(JsonSerializer.Serialize(
                new
                {
                    benchmark = benchmark.Name,
                    problems = benchmark.Problems.Count,
                    beam_width = width,
                    points = counts.Select(c => new { method = OptionName.Snake(c.Method), n = c.N, best = c.Best.Value, best_low = c.Best.Low, best_high = c.Best.High, weighted = c.Weighted.Value, majority = c.Majority.Value, any_right = c.Any.Value, complete = c.Complete, generated_tokens = c.GeneratedTokens, scored_tokens = c.ScoredTokens }),
                },
                Indented));
            return;
        }

        output.Table(
            $"{benchmark.Name}: {benchmark.Problems.Count} problems (percent; tokens are means a problem)",
            ["method", "n", "best score", "95% interval", "weighted vote", "majority", "any right", "complete", "tokens sampled", "tokens scored"],
            [.. counts.Select(c => (IReadOnlyList<string>)
            [
                OptionName.Snake(c.Method), c.N.ToString(CultureInfo.InvariantCulture), Percent(c.Best.Value), Interval(c.Best), Percent(c.Weighted.Value), Percent(c.Majority.Value),
                Percent(c.Any.Value), Percent(c.Complete), c.GeneratedTokens.ToString("0", CultureInfo.InvariantCulture), c.ScoredTokens.ToString("0", CultureInfo.InvariantCulture),
            ])]);
        if (skipped) output.Line($"Beam search and DVTS ran only at multiples of the beam width {width}.");
        if (benchmark.WithoutAnswer > 0) output.Line($"{benchmark.WithoutAnswer} problems have no answer and are left out.");
        output.Line("A candidate that was cut or has no answer never wins; 'any right' is what a perfect choice would reach. Compare methods at equal tokens, not at equal n.");
    }

    private static string Interval(Estimate estimate) => $"{Percent(estimate.Low)} to {Percent(estimate.High)}";

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture);
}
