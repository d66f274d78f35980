// pure init: a checkpoint with random weights in the shape of a published model, so that everything else can be tried, measured and
// tested at real size without any download.
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pure.Cli.Console;
using Pure.Cli.Inference;
using Pure.Config;
using Pure.Models;
using Pure.Rewards;
using Pure.Runs;
using Pure.Text;
using static TorchSharp.torch;

namespace Pure.Cli.Commands;

/// <summary>The command <c>pure init</c>.</summary>
internal static class InitCommand
{
    private static readonly Dictionary<string, ScalarType> Types = new(StringComparer.Ordinal)
    {
        ["bf16"] = ScalarType.BFloat16,
        ["fp16"] = ScalarType.Float16,
        ["fp32"] = ScalarType.Float32,
    };

    private static readonly Dictionary<string, (ModelHead Head, int Labels)> Heads = new(StringComparer.Ordinal)
    {
        ["language-model"] = (ModelHead.LanguageModel, 0),
        ["token-classifier"] = (ModelHead.TokenClassifier, 2),
        ["process-reward-model"] = (ModelHead.TwoLayerClassifier, 2),
        ["sequence-classifier"] = (ModelHead.SequenceClassifier, 1),
        ["value"] = (ModelHead.TokenClassifier, 1),
    };

    private static readonly ProcessRewardOptions Defaults = new();
    private static readonly Dictionary<string, StepInput> StepInputs = Enum.GetValues<StepInput>().ToDictionary(kind => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()), StringComparer.Ordinal);

    private static readonly Option<string> Like = new("--like") { Description = $"The shape: {string.Join(", ", KnownShapes.Names)}.", Required = true, HelpName = "NAME" };
    private static readonly Option<string> Out = new("--out") { Description = "Folder to write; it must be empty or not exist.", Required = true, HelpName = "FOLDER" };
    private static readonly Option<string> Type = Choice("--dtype", "Type of the weights.", "bf16", Types.Keys);
    private static readonly Option<ulong> Seed = new("--seed") { Description = "Decides the weights.", DefaultValueFactory = _ => 0 };
    private static readonly Option<string?> From = new("--tokenizer") { Description = "Folder whose tokenizer files are copied. A tiny or small model gets a vocabulary of its size.", HelpName = "FOLDER" };
    private static readonly Option<string> Head = Choice("--head", "What stands on top: logits, or the head of a reward or value model.", "language-model", Heads.Keys);
    private static readonly Option<int?> Labels = new("--labels") { Description = "Classes of the head (default: 2; 1 for a sequence classifier and a value)." };
    private static readonly Option<int?> Vocabulary = new("--vocabulary-size") { Description = "Rows of the embedding, instead of the shape's." };
    private static readonly Option<int?> Layers = new("--layers") { Description = "Layers, instead of the shape's: a smaller model that is otherwise the same." };
    private static readonly Option<string?> Separator = new("--step-separator") { Description = @"Of a process reward model: the mark at which a step's reward is read; \n stands for a line break (default: \n).", HelpName = "TEXT" };
    private static readonly Option<string?> StepEnds = Names("--step-input", "Of a process reward model: what it reads at the end of a step (default: whole_steps).", StepInputs.Keys);
    private static readonly Option<string> ShardSize = new("--shard-size") { Description = "Most bytes of one file, such as 500MB.", DefaultValueFactory = _ => "5GB", HelpName = "SIZE" };

    public static Command Create() => new Command("init", "Write a checkpoint with random weights in the shape of a known model.")
    {
        Like, Out, Type, Seed, From, Head, Labels, Separator, StepEnds, Vocabulary, Layers, ShardSize,
    }.Does(Run);

    private static void Run(ParseResult parsed, Output output, CancellationToken cancel)
    {
        string folder = parsed.GetRequiredValue(Out), dtype = parsed.GetRequiredValue(Type);
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new PureException($"'{folder}' exists and is not empty. Choose another --out, or delete it first.");
        ModelConfig config = Shape(parsed);
        string? tokenizer = parsed.GetValue(From);
        long shardSize = Bytes(parsed.GetRequiredValue(ShardSize));
        IReadOnlyList<KeyValuePair<string, long[]>> shapes = WeightInitializer.Shapes(config);
        int made = 0;
        using (ProgressDisplay progress = output.Progress())
        {
            AtomicFolder.Write(folder, partial =>
            {
                ModelFolder.WriteRandom(partial, config, parsed.GetValue(Seed), Types[dtype], shardSize, name =>
                {
                    cancel.ThrowIfCancellationRequested();
                    progress.Report(new RunProgress("init", made++, shapes.Count, Status: name));
                });
                if (tokenizer is not null) ModelFolder.CopyTokenizer(tokenizer, partial);
            });
        }

        long parameters = shapes.Sum(s => s.Value.Aggregate(1L, (product, size) => product * size));
        string[] files = Directory.GetFiles(folder, "*.safetensors");
        double size = files.Sum(f => new FileInfo(f).Length) / 1e9;
        output.Line(string.Create(CultureInfo.InvariantCulture,
            $"{folder}: {parameters / 1e6:F1} million random parameters in {dtype}, {size:F2} GB in {files.Length} {(files.Length == 1 ? "file" : "files")}."));
    }

    private static ModelConfig Shape(ParseResult parsed)
    {
        string name = parsed.GetRequiredValue(Like);
        ModelConfig shape = KnownShapes.Find(name);
        (ModelHead head, int labels) = Heads[parsed.GetRequiredValue(Head)];
        if (parsed.GetValue(Labels) is { } asked)
        {
            if (head == ModelHead.LanguageModel) throw new PureException("--labels is for heads with classes. Give --head too, or leave --labels out.");
            labels = asked is >= 1 and <= 100_000 ? asked : throw new PureException($"--labels is {asked}. Give 1 or more.");
        }

        if (parsed.GetValue(Vocabulary) is { } rows) shape = shape with { VocabularySize = rows is >= 1 and <= 10_000_000 ? rows : throw new PureException($"--vocabulary-size is {rows}. Give 1 to 10000000.") };
        if (parsed.GetValue(Layers) is { } layers) shape = shape with { Layers = layers is >= 1 and <= 1000 ? layers : throw new PureException($"--layers is {layers}. Give 1 to 1000.") };
        shape = KnownShapes.WithHead(shape, head, labels);
        if (parsed.GetValue(From) is { } folder) shape = WithTokenizer(shape, folder, KnownShapes.IsSmall(name) && parsed.GetValue(Vocabulary) is null);
        return WithSteps(shape, parsed);
    }

    /// <summary>Says in a process reward model's config how it reads steps, as 'pure reward' does, so that it can be used as it is.</summary>
    private static ModelConfig WithSteps(ModelConfig shape, ParseResult parsed)
    {
        string? separator = parsed.GetValue(Separator), input = parsed.GetValue(StepEnds);
        if (shape.Labels != 2 || shape.Head == ModelHead.SequenceClassifier)
        {
            return separator is null && input is null
                ? shape
                : throw new PureException("--step-separator and --step-input are for process reward models. Give --head process-reward-model too (or token-classifier), or leave them out.");
        }

        string mark = InferenceArguments.Unescaped(separator ?? Defaults.StepSeparator);
        StepInput kind = input is null ? Defaults.StepInput : StepInputs[input];
        if (parsed.GetValue(From) is { } folder) _ = StepReading.MarkOf(Tokenizer.Load(folder), mark);
        return StepReading.Write(shape, mark, kind);
    }

    /// <summary>Fits a shape to a tokenizer: a vocabulary that holds it, and its token for the end of a sequence, or the published model's own where it has it.</summary>
    private static ModelConfig WithTokenizer(ModelConfig shape, string folder, bool resize)
    {
        const int Multiple = 64;
        var tokenizer = Tokenizer.Load(folder);
        if (resize) shape = shape with { VocabularySize = (tokenizer.VocabularySize + Multiple - 1) / Multiple * Multiple };
        if (tokenizer.VocabularySize > shape.VocabularySize)
            throw new PureException($"The tokenizer in '{folder}' has ids up to {tokenizer.VocabularySize - 1}, and the shape has {shape.VocabularySize} rows. It belongs to another model; or give --vocabulary-size.");
        JsonObject source = shape.Source.DeepClone().AsObject();
        foreach (string end in (string[])["bos_token_id", "eos_token_id"])
        {
            if (source[end]?.GetValue<int>() is { } id && !tokenizer.IsSpecial(id)) source.Remove(end);
        }

        if (tokenizer.BeginOfSequence is { } begin) source["bos_token_id"] = begin;
        if (tokenizer.StopIds.Count > 0) source["eos_token_id"] = tokenizer.EndOfSequence;
        if (source["eos_token_id"] is null)
            throw new PureException($"'{folder}' does not say which token ends a sequence. Name it as eos_token in a tokenizer_config.json there.");
        return shape with { Source = source };
    }

    private static long Bytes(string text)
    {
        (string Unit, long Factor)[] units = [("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1000), ("", 1)];
        (string unit, long factor) = units.First(u => text.EndsWith(u.Unit, StringComparison.OrdinalIgnoreCase));
        return double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && number * factor is >= 1 and < 1e15
            ? (long)(number * factor)
            : throw new PureException($"--shard-size is '{text}'. Give a number of bytes, or one with KB, MB or GB behind it, such as 500MB.");
    }

    private static Option<string?> Names(string name, string what, IEnumerable<string> values)
    {
        Option<string?> option = new(name) { Description = what };
        option.AcceptOnlyFromAmong([.. values]);
        return option;
    }

    private static Option<string> Choice(string name, string what, string otherwise, IEnumerable<string> values)
    {
        Option<string> option = new(name) { Description = what, DefaultValueFactory = _ => otherwise };
        option.AcceptOnlyFromAmong([.. values]);
        return option;
    }
}
