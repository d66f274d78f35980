using System.CommandLine;
using Pure.Text;

namespace Pure.Cli.Commands;

/// <summary><c>pure tokenizer train</c>: learns a byte-level vocabulary from texts and writes it as a Hugging Face
/// tokenizer.</summary>
internal static class TokenizerCommand
{
    private static readonly Dictionary<string, SplitPattern> Patterns = new(StringComparer.Ordinal)
    {
        ["qwen2"] = SplitPattern.Qwen2,
        ["llama3"] = SplitPattern.Llama3,
        ["gpt2"] = SplitPattern.Gpt2,
    };

    public static Command Create() => new("tokenizer", "Make tokenizers.") { CreateTrain() };

    private static Command CreateTrain()
    {
        Argument<string[]> files = new("FILE") { Description = "JSON Lines files with the texts.", Arity = ArgumentArity.OneOrMore };
        Option<string> output = new("--out") { Description = "Folder to write.", Required = true, HelpName = "FOLDER" };
        Option<int> size = new("--vocabulary-size") { Description = "Tokens in all.", DefaultValueFactory = _ => 4096, HelpName = "N" };
        Option<string> pattern = new("--pattern")
        {
            Description = "Model family whose way of cutting text before merging is used.",
            DefaultValueFactory = _ => "qwen2",
        };
        pattern.AcceptOnlyFromAmong([.. Patterns.Keys]);
        Option<string[]> fields = new("--field")
        {
            Description = "Member of each line that holds text; may be given several times.",
            DefaultValueFactory = _ => ["text"],
            HelpName = "NAME",
        };
        Option<string[]> special = new("--special-token")
        {
            Description = "Special token; may be given several times. The first ends a sequence.",
            DefaultValueFactory = _ => ["<|endoftext|>"],
            HelpName = "TOKEN",
        };
        Option<int> minimum = new("--minimum-count") { Description = "Least count of a pair that is merged.", DefaultValueFactory = _ => 2, HelpName = "N" };
        Command command = new("train", "Learn a byte-level BPE vocabulary from texts.") { files, output, size, pattern, fields, special, minimum };
        command.SetAction(arguments =>
        {
            string[] specialTokens = arguments.GetValue(special)!;
            TokenizerFile trained = BpeTrainer.Train(
                ReadTexts(arguments.GetValue(files)!, arguments.GetValue(fields)!),
                new BpeTrainerOptions
                {
                    VocabularySize = arguments.GetValue(size),
                    Pattern = Patterns[arguments.GetRequiredValue(pattern)],
                    SpecialTokens = specialTokens,
                    MinimumCount = arguments.GetValue(minimum),
                });
            string folder = arguments.GetRequiredValue(output);
            TokenizerFileWriter.Write(folder, trained, endOfSequence: specialTokens[0]);
            arguments.InvocationConfiguration.Output.WriteLine(Summary(folder, trained, arguments.GetValue(size)));
            return 0;
        });
        return command;
    }

    private static string Summary(string folder, TokenizerFile trained, int asked)
    {
        int size = trained.Vocabulary.Count + trained.AddedTokens.Count;
        string shortfall = size < asked ? $" ({asked} were asked for, but no pair is frequent enough for more)" : "";
        return $"{folder}: {size} tokens{shortfall}, {trained.Merges.Count} merges.";
    }

    private static IEnumerable<string> ReadTexts(string[] files, string[] fields)
    {
        foreach (string file in files)
        {
            using Stream stream = JsonLine.Open(file);
            long number = 0;
            foreach (ReadOnlyMemory<byte> line in Utf8Lines.Read(stream, beforeWaiting: () => { }))
            {
                number++;
                if (JsonLine.IsBlank(line)) continue;
                foreach (string text in JsonLine.Read(line, file, number, root => fields.Select(field => JsonLine.Text(root, field)).ToArray()))
                    yield return text;
            }
        }
    }
}
