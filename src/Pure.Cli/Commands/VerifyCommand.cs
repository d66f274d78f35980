// pure verify: a generative verifier over a file of solutions, for its verdicts or to make training data for one.
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pure.Cli.Console;
using Pure.Cli.Inference;
using Pure.Config;
using Pure.Data;
using Pure.Models;
using Pure.Rewards.Generative;
using Pure.Rollouts;
using Pure.Rollouts.Remote;
using Pure.Runs;
using Pure.Tensors;
using Pure.Text;

namespace Pure.Cli.Commands;

/// <summary>The command <c>pure verify</c>.</summary>
internal static class VerifyCommand
{
    private static readonly Argument<string> Solutions = new("solutions") { Description = "Solutions as steps, with labels or without: prompt, completions, labels, or another format of labelled steps." };
    private static readonly Option<string> Model = new("--model") { Description = "Folder of the language model; with --server, of its tokenizer.", Required = true, HelpName = "FOLDER" };
    private static readonly Option<string?> Server = new("--server") { Description = "Address of a server that runs the model.", HelpName = "URL" };
    private static readonly Option<VerifierFormatName> Format = new("--format") { Description = "ThinkPrm or Chain (the embedded task).", DefaultValueFactory = _ => VerifierFormatName.ThinkPrm };
    private static readonly Option<string?> Prompt = new("--prompt-template") { Description = "File with the prompt that the model was trained with; {problem} and {solution} stand for the texts.", HelpName = "FILE" };
    private static readonly Option<int> Chains = new("--chains") { Description = "Chains of each solution (parallel scaling).", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Rounds = new("--rounds") { Description = "Rounds of thinking in one chain (sequential scaling).", DefaultValueFactory = _ => 1 };
    private static readonly Option<double> Temperature = new("--temperature") { Description = "Of chains.", DefaultValueFactory = _ => 0.6 };
    private static readonly Option<int> Length = new("--max-completion-length") { Description = "Length limit of one round, in tokens.", DefaultValueFactory = _ => 4096 };
    private static readonly Option<int> Seed = new("--seed") { Description = "Every draw is derived from it.", DefaultValueFactory = _ => 0 };
    private static readonly Option<string> Out = new("--out") { Description = "Verdicts, as JSON Lines in the order of the solutions.", Required = true, HelpName = "FILE" };
    private static readonly Option<string?> Demonstrations = new("--demonstrations") { Description = "Also write the chains that agree with the labels, for 'pure sft'.", HelpName = "FILE" };
    private static readonly Option<bool> Unbalanced = new("--keep-all") { Description = "Demonstrations: do not make right and wrong solutions equally many." };
    private static readonly Option<bool> Outcome = new("--outcome-filter") { Description = "Demonstrations: only the last verdict must agree (the paper's ablation)." };
    private static readonly Option<int> Lanes = new("--lanes") { Description = "Batches sampled side by side.", DefaultValueFactory = _ => 2 };
    private static readonly Option<int> Rows = new("--max-decode-rows") { Description = "Chains decoded together in one lane.", DefaultValueFactory = _ => 128 };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        Command command = new("verify", "Review solutions with a generative verifier (ThinkPRM): verdicts, or training data for a verifier.")
        {
            Solutions, Model, Server, Format, Prompt, Chains, Rounds, Temperature, Length, Seed, Out, Demonstrations, Unbalanced, Outcome, Lanes, Rows,
        };
        var place = new PlaceArguments(command);
        return command.Does((parsed, output, _) => Run(place, parsed, output));
    }

    private static void Run(PlaceArguments place, ParseResult parsed, Output output)
    {
        string path = parsed.GetRequiredValue(Solutions);
        Placement where = place.Of(parsed);
        GenerativeModelSource source = Source(parsed);
        if (source.Problems().FirstOrDefault() is { } problem) throw new PureException(problem);
        if (parsed.GetValue(Demonstrations) is not null && source.Format == VerifierFormatName.Chain)
            throw new PureException("--demonstrations filters reviews in words with boxed verdicts. The embedded task writes its verifications itself; use --format ThinkPrm.");
        VerificationFormat format = source.Texts();
        IReadOnlyList<StepwiseSolution> solutions = Dataset.Read(path, RowFormats.Solutions, new DataOptions()).Rows;
        var tokenizer = Tokenizer.Load(source.Path);
        IReadOnlyList<Verification> verifications;
        using (var lanes = new Lanes(Math.Max(1, parsed.GetValue(Lanes)), 1))
        using (ILanguageModel model = Language(source, tokenizer, lanes, where))
        {
            verifications = new GenerativeVerifier(model, tokenizer, format, source.Verifier).Verify([.. solutions.Select(s => (s.Prompt, (IReadOnlyList<string>)s.Steps))]);
            if (model.Failures is { Length: > 0 } failures) output.Notify(failures);
        }

        AtomicFile.WriteText(parsed.GetRequiredValue(Out), string.Concat(solutions.Zip(verifications, (solution, v) => Line(v, solution.Steps.Length) + "\n")));
        Report(output, solutions, verifications);
        if (verifications.All(v => v.Score is null))
            throw new RunFailedException($"None of the {solutions.Count} solutions got a verdict; what there is of their reviews is in '{parsed.GetRequiredValue(Out)}'. Look at the messages above, and at --max-completion-length.");
        if (parsed.GetValue(Demonstrations) is { } demonstrations) Select(parsed, output, demonstrations, (solutions, verifications, format, tokenizer));
    }

    private static GenerativeModelSource Source(ParseResult parsed) => new()
    {
        Path = parsed.GetRequiredValue(Model),
        Server = parsed.GetValue(Server) is { } url ? new RemoteEndpoint { Url = url } : null,
        Format = parsed.GetValue(Format),
        PromptTemplate = parsed.GetValue(Prompt) is { } file ? File.Exists(file) ? File.ReadAllText(file) : throw new PureException($"There is no file '{file}' for --prompt-template.") : null,
        MaxDecodeRows = Math.Max(1, parsed.GetValue(Rows)),
        Verifier = new VerifierOptions
        {
            Chains = AtLeastOne(parsed, Chains), Rounds = AtLeastOne(parsed, Rounds), Temperature = parsed.GetValue(Temperature),
            MaxCompletionLength = AtLeastOne(parsed, Length), Seed = Math.Max(0, parsed.GetValue(Seed)),
        },
    };

    private static ILanguageModel Language(GenerativeModelSource source, Tokenizer tokenizer, Lanes lanes, Placement where) => source.Server is { } server
        ? new RemoteLanguageModel(new RemoteClient(server), tokenizer.EndOfSequence)
        : LocalLanguageModel.Load(source.Path, tokenizer, new ScoringOptions(lanes, 2048), source.MaxDecodeRows, where);

    private static string Line(Verification verification, int steps) => JsonSerializer.Serialize(new
    {
        score = verification.Score,
        log_odds = verification.LogOdds,
        first_error = verification.FirstError(steps),
        step_scores = verification.StepScores(steps),
        missing = verification.Missing,
        chains = verification.Chains.Select(chain => new { text = chain.Text, verdicts = chain.Verdicts, score = chain.Score, cut = chain.IsCut }),
    });

    private static void Report(Output output, IReadOnlyList<StepwiseSolution> solutions, IReadOnlyList<Verification> verifications)
    {
        int[] scored = [.. Enumerable.Range(0, solutions.Count).Where(i => verifications[i].Score is not null)];
        List<IReadOnlyList<string>> rows =
        [
            ["solutions", Number(solutions.Count)], ["without a verdict, left out below", Number(solutions.Count - scored.Length)],
            ["chains without a decision", Number(verifications.Sum(v => v.Missing))], ["chains cut by the length limit", Number(verifications.Sum(v => v.Chains.Count(c => c.IsCut)))],
            ["tokens written", Number(verifications.Sum(v => (long)v.Tokens))],
        ];
        int[] labelled = [.. scored.Where(i => solutions[i].Labels.Contains(false) || solutions[i].Labels.Length == solutions[i].Steps.Length)];
        if (labelled.Length > 0)
        {
            int[] labels = [.. labelled.Select(i => Array.IndexOf(solutions[i].Labels, false))];
            rows.Add(["binary F1 of the verdict (positive: correct)", Share(VerdictQuality.BinaryF1([.. labelled.Select(i => verifications[i].Score > 0.5 ? -1 : 0)], labels))]);
            rows.Add(["F1 of the first wrong step (ProcessBench)", Share(VerdictQuality.IndexF1([.. labelled.Select(i => verifications[i].FirstError(solutions[i].Steps.Length) ?? -2)], labels))]);
        }

        output.Table("Verified", ["", "number"], rows);
    }

    private static void Select(ParseResult parsed, Output output, string path, (IReadOnlyList<StepwiseSolution> Solutions, IReadOnlyList<Verification> Verifications, VerificationFormat Format, Tokenizer Tokenizer) made)
    {
        var options = new ChainFilterOptions(MatchEveryStep: !parsed.GetValue(Outcome), MaxChainsPerSolution: parsed.GetValue(Chains));
        ulong? balance = parsed.GetValue(Unbalanced) ? null : (ulong)Math.Max(0, parsed.GetValue(Seed));
        var selection = ChainSelection.Of(
            [.. made.Solutions.Zip(made.Verifications, (solution, v) => (made.Format.PromptText(solution.Prompt, solution.Steps), (IReadOnlyList<bool>)solution.Labels, (IReadOnlyList<string>)[.. v.Chains.Where(c => c.Score is not null).Select(c => c.Text)]))],
            made.Format, text => made.Tokenizer.Encode(text).Length, options, balance);
        AtomicFile.WriteText(path, string.Concat(selection.Demonstrations.Select(d => JsonSerializer.Serialize(new { prompt = d.Prompt, completion = d.Completion }) + "\n")));
        output.Table("Chains", ["", "number"], [.. selection.Rejections.Where(r => r.Value > 0).Select(r => (IReadOnlyList<string>)[r.Key == ChainRejection.None ? "used" : JsonNamingPolicy.SnakeCaseLower.ConvertName(r.Key.ToString()).Replace('_', ' '), Number(r.Value)])]);
    }

    private static int AtLeastOne(ParseResult parsed, Option<int> option) =>
        parsed.GetValue(option) is var value && value >= 1 ? value : throw new PureException($"{option.Name} is {value}. Give 1 or more.");

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Share(double value) => double.IsNaN(value) ? "–" : value.ToString("0.000", CultureInfo.InvariantCulture);
}
