using System.Text;
using CsCheck;
using Pure.Text;
using Xunit;

namespace Pure.Tests.Text;

public sealed class BpeTrainerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pure-trainer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_toy_is_made_of_its_corpus_to_the_byte()
    {
        BpeTrainerOptions options = new() { VocabularySize = 559, SpecialTokens = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"] };

        TokenizerFileWriter.Write(_folder, BpeTrainer.Train([File.ReadAllText(ToyTokenizers.GoldenFile("corpus.txt"))], options), "<|endoftext|>");

        Assert.Equal(
            File.ReadAllText(ToyTokenizers.GoldenFile("tokenizer.json")),
            File.ReadAllText(Path.Combine(_folder, "tokenizer.json")));
        Tokenizer read = Tokenizer.Load(_folder);
        Assert.Equal(556, read.EndOfSequence);
        Assert.Equal(556, read.Padding);
    }

    // The definition of the algorithm: count all pairs anew for each merge.
    [Fact]
    public void Merges_are_those_of_counting_everything_anew() =>
        Gen.String["ab c"].Array[1, 12].Where(texts => texts.Any(text => text.Length > 0)).Sample(texts =>
        {
            TokenizerFile trained = BpeTrainer.Train(texts, new BpeTrainerOptions { VocabularySize = 290, MinimumCount = 1 });
            return trained.Merges.SequenceEqual(CountAnew(texts, most: trained.Merges.Count + 1, room: 33));
        });

    [Fact]
    public void The_order_of_texts_does_not_matter()
    {
        string[] lines = File.ReadAllLines(ToyTokenizers.GoldenFile("corpus.txt"));
        BpeTrainerOptions options = new() { VocabularySize = 400, Pattern = SplitPattern.Gpt2, Normalization = null };

        TokenizerFile forwards = BpeTrainer.Train(lines, options);
        TokenizerFile backwards = BpeTrainer.Train(lines.Reverse(), options);

        Assert.Equal(forwards.Merges, backwards.Merges);
        Assert.Equal(forwards.Vocabulary, backwards.Vocabulary);
    }

    [Fact]
    public void Rare_pairs_are_not_merged()
    {
        TokenizerFile trained = BpeTrainer.Train(["abab abab xy"], new BpeTrainerOptions { VocabularySize = 1000, MinimumCount = 2 });

        Assert.Equal([("a", "b"), ("ab", "ab")], trained.Merges);
        Assert.Equal(258, trained.Vocabulary.Count);
    }

    [Theory]
    [InlineData(SplitPattern.Whole, null, false)]
    [InlineData(SplitPattern.Gpt2, NormalizationForm.FormKC, false)]
    [InlineData(SplitPattern.Llama3, NormalizationForm.FormD, true)]
    [InlineData(SplitPattern.Qwen2, NormalizationForm.FormC, true)]
    public void What_is_written_is_read_back(SplitPattern pattern, NormalizationForm? form, bool flag)
    {
        TokenizerFile file = new(
            new Dictionary<string, int>(StringComparer.Ordinal) { ["a"] = 0, ["Ċ"] = 2, ["aa"] = 1, ["\""] = 7 },
            [("a", "a")],
            [new AddedToken(3, "<end>", Special: true), new AddedToken(9, "é b", Special: false, flag, !flag, flag, !flag)],
            pattern,
            form,
            Unknown: flag ? 7 : null,
            FuseUnknown: flag,
            IgnoreMerges: flag);

        TokenizerFileWriter.Write(_folder, file, "<end>");
        TokenizerFile read = TokenizerFileReader.Read(Path.Combine(_folder, "tokenizer.json"));

        Assert.Equal(file.Vocabulary, read.Vocabulary);
        Assert.Equal(file.Merges, read.Merges);
        Assert.Equal(file.AddedTokens, read.AddedTokens);
        Assert.Equal(
            (file.Pattern, file.Normalization, file.Unknown, file.FuseUnknown, file.IgnoreMerges),
            (read.Pattern, read.Normalization, read.Unknown, read.FuseUnknown, read.IgnoreMerges));
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void Impossible_wishes_are_refused()
    {
        Refuses(["a"], new() { VocabularySize = 256 }, "need 257");
        Refuses(["a"], new() { VocabularySize = 300, Pattern = SplitPattern.Whole }, "split pattern");
        Refuses(["a"], new() { VocabularySize = 300, MinimumCount = 0 }, "minimum count is 0");
        Refuses(["a"], new() { VocabularySize = 300, SpecialTokens = ["x"] }, "'x' is too short");
        Refuses(["a"], new() { VocabularySize = 300, SpecialTokens = ["<x>", "<x>"] }, "twice");
        Refuses([""], new() { VocabularySize = 300 }, "no text");
        TokenizerFile trained = BpeTrainer.Train(["a"], new() { VocabularySize = 300 });
        Assert.Throws<PureException>(() => TokenizerFileWriter.Write(_folder, trained, "<nope>"));
    }

    private static void Refuses(string[] texts, BpeTrainerOptions options, string expected) =>
        Assert.Contains(expected, Assert.Throws<PureException>(() => BpeTrainer.Train(texts, options)).Message, StringComparison.Ordinal);

    private static List<(string, string)> CountAnew(string[] texts, int most, int room)
    {
        List<List<string>> pieces = [];
        foreach (string text in texts)
        {
            for (int start = 0, end; start < text.Length; start = end)
            {
                end = PieceSplitter.End(SplitPattern.Qwen2, text, start);
                pieces.Add([.. text[start..end].Select(c => ByteLevel.ToChar((byte)c).ToString())]);
            }
        }

        List<string> order = [.. Enumerable.Range(0, 256).Select(b => ByteLevel.ToChar((byte)b)).Order().Select(c => c.ToString())];
        List<(string, string)> merges = [];
        while (merges.Count < most && order.Count < 256 + room)
        {
            (string Left, string Right)[] pairs = pieces.SelectMany(piece => piece.Zip(piece.Skip(1))).ToArray();
            if (pairs.Length == 0) break;
            (string left, string right) = pairs.GroupBy(pair => pair)
                .OrderByDescending(group => group.Count())
                .ThenBy(group => order.IndexOf(group.Key.Left))
                .ThenBy(group => order.IndexOf(group.Key.Right))
                .First().Key;
            merges.Add((left, right));
            if (!order.Contains(left + right)) order.Add(left + right);
            foreach (List<string> piece in pieces)
            {
                for (int i = 0; i + 1 < piece.Count; i++)
                {
                    if (piece[i] != left || piece[i + 1] != right) continue;
                    piece[i] = left + right;
                    piece.RemoveAt(i + 1);
                }
            }
        }

        return merges;
    }
}
