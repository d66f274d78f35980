using System.CommandLine;
using System.Globalization;
using Pure.Cli.Console;
using Pure.Cli.Inference;
using Pure.Config;
using Pure.Rewards.Labels;
using Pure.Rewards.Pav;
using Pure.Runs;
using Pure.Tensors;
using Pure.Training.Labels;

namespace Pure.Cli.Commands;

/// <summary>
/// <c>pure label</c>: step labels without people. Solutions are sampled, completions counted from behind every step, and the counts
/// kept; labels of any kind are then made of the counts, also later and without a policy.
/// </summary>
internal static class LabelCommand
{
    private static readonly Option<string> Out = new("--out") { Description = "Labelled solutions, as JSON Lines that 'pure reward' reads.", Required = true, HelpName = "FILE" };
    private static readonly Option<LabelKind> Kind = new("--kind") { Description = "hard: any completion right; soft: share right (Math-Shepherd); entropy: soft value at --eta (ER-PRM); advantage: what the step adds to the share (PAV).", DefaultValueFactory = _ => LabelKind.Soft };
    private static readonly Option<double> Eta = new("--eta") { Description = "Of the entropy kind: 0 is the mean, greater is nearer to the best completion.", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> Root = new("--root") { Description = "Also label the bare prompt (root_label), which a process advantage verifier reads." };
    private static readonly Option<bool> Pit = new("--first-pit") { Description = "Cut wrong solutions behind the first step from which no completion succeeds (PAV's training data)." };
    private static readonly Option<string?> Counts = new("--counts") { Description = "Where the counts are kept (default: beside --out). Without --policy they are read from here and nothing is sampled.", HelpName = "FILE" };
    private static readonly Option<string?> Policy = new("--policy") { Description = "Model folder to sample from.", HelpName = "FOLDER" };
    private static readonly Option<string?> Problems = new("--problems") { Description = "JSON Lines with problem and answer.", HelpName = "FILE" };
    private static readonly Option<int> Solutions = new("--solutions") { Description = "Solutions of each problem.", DefaultValueFactory = _ => 4 };
    private static readonly Option<int> Completions = new("--completions") { Description = "Completions from behind each step.", DefaultValueFactory = _ => 16 };
    private static readonly Option<int> Length = new("--max-completion-length") { Description = "Length limit of a whole response, in tokens.", DefaultValueFactory = _ => 1024 };
    private static readonly Option<double> Temperature = new("--temperature") { Description = "Of solutions and completions.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Seed = new("--seed") { Description = "Every draw is derived from it.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Variables = new("--chat-template-kwargs") { Description = "Variables of the chat template, as JSON.", HelpName = "JSON" };
    private static readonly Option<string> Template = new("--prompt-template") { Description = "The prompt: a text in which {problem} stands for the problem's; chat, the chat template of the policy; or chat: and such a text.", DefaultValueFactory = _ => "{problem}" };
    private static readonly Option<string> Separator = new("--step-separator") { Description = "Text that ends a step; \\n stands for a line break.", DefaultValueFactory = _ => @"\n\n" };
    private static readonly Option<string> Marker = new("--answer-marker") { Description = "What stands before the final answer.", DefaultValueFactory = _ => @"\boxed" };
    private static readonly Option<int> Lanes = new("--lanes") { Description = "Batches sampled side by side.", DefaultValueFactory = _ => new ComputeOptions().Lanes };
    private static readonly Option<int> Threads = new("--threads-per-lane") { Description = "Threads inside one operation.", DefaultValueFactory = _ => new ComputeOptions().ThreadsPerLane };
    private static readonly Option<int> Rows = new("--max-decode-rows") { Description = "Responses decoded together in one lane.", DefaultValueFactory = _ => new ComputeOptions().MaxDecodeRows };

    public static Command Create()
    {
        Command command = new("label", "Label the steps of sampled solutions by the outcomes of completions (Math-Shepherd, ER-PRM, PAV).")
        {
            Out, Kind, Eta, Root, Pit, Counts, Policy, Problems, Solutions, Completions, Length, Temperature, Seed, Template, Variables, Separator, Marker, Lanes, Threads, Rows,
        };
        var place = new PlaceArguments(command);
        return command.Does((parsed, output, cancel) => Run(place, parsed, output, cancel));
    }

    private static void Run(PlaceArguments place, ParseResult parsed, Output output, CancellationToken cancel)
    {
        string path = parsed.GetRequiredValue(Out);
        string counts = parsed.GetValue(Counts) ?? path + ".counts.jsonl";
        double eta = parsed.GetValue(Eta);
        if (!double.IsFinite(eta)) throw new PureException("--eta is not a finite number. Use --kind soft for its limit 0 and --kind hard for its limit at infinity.");
        if (parsed.GetValue(Policy) is { } policy) Sample(place, parsed, policy, counts, output, cancel);
        else if (!File.Exists(counts)) throw new PureException($"There are no counts in '{counts}' and no --policy to make them with. Give --policy and --problems, or the --counts of an earlier run.");
        IReadOnlyList<SolutionCounts> all = SolutionCounts.Read(counts);
        IReadOnlyList<SolutionCounts> solutions = parsed.GetValue(Pit) ? [.. all.Select(LabelledPrefixes.UpToFirstPit)] : all;
        LabelKind kind = parsed.GetValue(Kind);
        bool root = parsed.GetValue(Root);
        if (root && kind == LabelKind.Advantage) throw new PureException("--root labels the bare prompt, which has a value and no advantage. Leave it out, or take another --kind.");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        AtomicFile.Write(path, file => LabelFile.Write(file, solutions, s => StepLabels.Of(s, kind, eta), asTruth: kind == LabelKind.Hard, root ? s => StepLabels.OfRoot(s, kind, eta) : null));
        if (root) Provers(all, output);
        double[] labels = [.. solutions.SelectMany(s => StepLabels.Of(s, kind, eta))];
        output.Line($"{solutions.Count} solutions with {labels.Length} labelled steps are in '{path}' (mean label {labels.Average().ToString("0.000", CultureInfo.InvariantCulture)}); their counts are in '{counts}'.");
    }

    private static void Sample(PlaceArguments place, ParseResult parsed, string policy, string counts, Output output, CancellationToken cancel)
    {
        string problems = parsed.GetValue(Problems) ?? throw new PureException("--policy needs --problems: a JSON Lines file with problem and answer.");
        LabelSettings settings = new(policy, problems, parsed.GetRequiredValue(Template), InferenceArguments.Unescaped(parsed.GetRequiredValue(Separator)), parsed.GetRequiredValue(Marker),
            new MonteCarloOptions(AtLeastOne(parsed, Solutions), AtLeastOne(parsed, Completions), AtLeastOne(parsed, Length), parsed.GetValue(Temperature), (ulong)Math.Max(0, parsed.GetValue(Seed)))) 
        {
            ChatTemplateKwargs = JsonArgument.Section(parsed, Variables)?.ToJsonString(),
            Dtype = place.Dtype(parsed) == ComputeType.Fp32 ? null : "bf16",
        };
        Placement where = place.Of(parsed);
        if (settings.Sampling.Temperature <= 0) throw new PureException("--temperature must be above 0: equal completions say nothing about a step.");
        MonteCarloStatistics all;
        using (var lanes = new Lanes(AtLeastOne(parsed, Lanes), AtLeastOne(parsed, Threads)))
        using (ProgressDisplay progress = output.Progress())
        {
            all = LabelRun.Make(settings, counts, (lanes, AtLeastOne(parsed, Rows), where), progress.Report, cancel);
        }

        output.Table("Sampled", ["", "number"],
        [
            ["solutions with labels", Number(all.Solutions)], ["… right", Number(all.Correct)], ["solutions cut by the length limit", Number(all.Cut)], ["solutions without a whole step, left out", Number(all.WithoutSteps)],
            ["prefixes completed", Number(all.Prefixes)], ["prefixes that shared completions", Number(all.SharedPrefixes)], ["completions", Number(all.Completions)],
            ["completions cut, counted as wrong", Number(all.CutCompletions)], ["tokens", Number(all.Tokens)],
        ]);
    }

    /// <summary>Which best-of-K provers of this policy could teach it.</summary>
    private static void Provers(IReadOnlyList<SolutionCounts> solutions, Output output) =>
        output.Table("Provers: the best of K tries of this policy", ["K", "success from the prompt", "mean |advantage| of a step", ""],
            [.. ProverStrength.Usual.Select(k => ProverStrength.Of(solutions, k)).Select(p => (IReadOnlyList<string>)
            [
                Number(p.Tries), p.RootSuccess.ToString("0.000", CultureInfo.InvariantCulture), p.MeanAdvantage.ToString("0.000", CultureInfo.InvariantCulture),
                p.Tries == 1 ? "the policy itself: no signal of its own in RL" : p.IsWeak ? "too weak to tell steps apart" : p.IsStrong ? "too strong: no step matters to it" : "",
            ])]);

    private static int AtLeastOne(ParseResult parsed, Option<int> option) =>
        parsed.GetValue(option) is var value && value >= 1 ? value : throw new PureException($"{option.Name} is {value}. Give 1 or more.");

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
