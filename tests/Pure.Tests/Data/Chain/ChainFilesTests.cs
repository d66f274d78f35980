using System.Text.Json;
using Pure.Data.Chain;
using Pure.Text;
using Xunit;

namespace Pure.Tests.Data.Chain;

public sealed class ChainFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pure-chain-").FullName;
    private readonly ChainProblem _problem = ChainProblem.Parse("a-4b+2c*3?5\n", 7);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Prompts_and_demonstrations_are_written_line_by_line()
    {
        string path = Path.Combine(_folder, "new", "prompts.jsonl");
        ChainJsonLines.WritePrompts(path, [_problem.ToProblem("p0"), _problem.ToProblem("p1")]);
        Assert.Equal("{\"id\":\"p0\",\"problem\":\"a-4b+2c*3?5\\n\",\"answer\":\"2\"}", File.ReadAllLines(path)[0]);
        Assert.Equal(2, File.ReadAllLines(path).Length);
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!), StringComparer.Ordinal);

        path = Path.Combine(_folder, "sft.jsonl");
        ChainJsonLines.WriteDemonstrations(path, [ChainChecker.Check(_problem, "a-4=1\nb+2=3\nc*3=2\n#2", finished: true)]);
        Assert.Equal("{\"prompt\":\"a-4b+2c*3?5\\n\",\"completion\":\"a-4=1\\nb+2=3\\nc*3=2\\n#2\"}\n", File.ReadAllText(path));
    }

    [Fact]
    public void Steps_are_written_whole_or_through_the_first_error()
    {
        string path = Path.Combine(_folder, "steps.jsonl");
        ChainSolution solution = ChainChecker.Check(_problem, "a-4=1\nb+2=4\nc*3=5\n#5", finished: true);
        ChainJsonLines.WriteSteps(path, [solution], throughFirstError: false);
        Assert.Equal("{\"prompt\":\"a-4b+2c*3?5\\n\",\"completions\":[\"a-4=1\",\"b+2=4\",\"c*3=5\",\"#5\"],\"labels\":[true,false,true,true]}\n", File.ReadAllText(path));
        ChainJsonLines.WriteSteps(path, [solution], throughFirstError: true);
        Assert.Equal("{\"prompt\":\"a-4b+2c*3?5\\n\",\"completions\":[\"a-4=1\",\"b+2=4\"],\"labels\":[true,false],\"finished\":false}\n", File.ReadAllText(path));
    }

    [Fact]
    public void A_response_cut_by_length_is_written_as_unfinished()
    {
        string path = Path.Combine(_folder, "steps.jsonl");
        ChainJsonLines.WriteSteps(path, [ChainChecker.Check(_problem, "a-4=1\nb+", finished: false)], throughFirstError: true);
        Assert.Equal("{\"prompt\":\"a-4b+2c*3?5\\n\",\"completions\":[\"a-4=1\",\"b+\"],\"labels\":[true,false],\"finished\":false}\n", File.ReadAllText(path));
    }

    [Fact]
    public void A_failed_write_says_so_and_leaves_the_old_file()
    {
        string path = Path.Combine(_folder, "steps.jsonl");
        File.WriteAllText(path, "old");
        ChainSolution empty = ChainChecker.Check(_problem, "", finished: false);
        Assert.Throws<PureException>(() => ChainJsonLines.WriteSteps(path, [empty], throughFirstError: false));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder));
        Assert.Throws<PureException>(() => ChainJsonLines.WritePrompts(Path.Combine(path, "below-a-file"), []));
        Assert.Throws<PureException>(() => ChainTokenizer.Write(path));
    }

    [Fact]
    public void The_tokenizer_has_one_id_a_character_and_an_end_of_sequence()
    {
        ChainTokenizer.Write(_folder);
        using JsonDocument tokenizer = Read("tokenizer.json");
        JsonElement model = tokenizer.RootElement.GetProperty("model");
        var vocabulary = model.GetProperty("vocab").EnumerateObject()
            .ToDictionary(entry => entry.Name, entry => entry.Value.GetInt32(), StringComparer.Ordinal);
        Assert.Equal(Enumerable.Range(0, ChainTokenizer.VocabularySize - 1), vocabulary.Values.Order());
        Assert.Equal(0, model.GetProperty("merges").GetArrayLength());
        Assert.Equal("ByteLevel", tokenizer.RootElement.GetProperty("decoder").GetProperty("type").GetString());
        JsonElement added = Assert.Single(tokenizer.RootElement.GetProperty("added_tokens").EnumerateArray());
        Assert.Equal((33, "<|endoftext|>", true), (added.GetProperty("id").GetInt32(), added.GetProperty("content").GetString(), added.GetProperty("special").GetBoolean()));

        // Pinned: a checkpoint's embeddings are rows of this order.
        Assert.Equal((0, 9, 10, 13, 18, 19, 32), (vocabulary["0"], vocabulary["9"], vocabulary["+"], vocabulary["="], vocabulary["Ċ"], vocabulary["a"], vocabulary["n"]));
        string texts = string.Concat(new ChainTask { Operations = 14, Modulus = 10 }.Generate(1, 50)
            .SelectMany((problem, i) => (string[])[problem.Prompt, Corruptor.Solve(problem, new(), (ulong)i).Text]));
        Assert.All(texts.Distinct(), character => Assert.True(vocabulary.ContainsKey(character == '\n' ? "Ċ" : character.ToString())));
    }

    [Fact]
    public void The_configurations_name_the_same_end_of_sequence()
    {
        ChainTokenizer.Write(_folder);
        using JsonDocument generation = Read("generation_config.json");
        using JsonDocument config = Read("tokenizer_config.json");
        Assert.Equal(ChainTokenizer.EndOfTextId, generation.RootElement.GetProperty("eos_token_id").GetInt32());
        Assert.Equal("<|endoftext|>", config.RootElement.GetProperty("eos_token").GetString());
        Assert.Equal("<|endoftext|>", config.RootElement.GetProperty("added_tokens_decoder").GetProperty("33").GetProperty("content").GetString());
    }

    [Fact]
    public void The_written_tokenizer_loads_and_gives_one_token_a_character()
    {
        ChainTokenizer.Write(_folder);
        Tokenizer tokenizer = Tokenizer.Load(_folder);
        Assert.Equal((ChainTokenizer.VocabularySize, ChainTokenizer.EndOfTextId), (tokenizer.VocabularySize, tokenizer.EndOfSequence));
        foreach (ChainProblem problem in new ChainTask { Operations = 14 }.Generate(1, 50))
        {
            string text = problem.Prompt + Corruptor.Solve(problem, new(), 1).Text;
            int[] ids = tokenizer.Encode(text);
            Assert.Equal(text.Length, ids.Length);
            Assert.Equal(text, tokenizer.Decode(ids));
        }

        Assert.Equal([18], tokenizer.IdsEndingWith("\n"));
    }

    private JsonDocument Read(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, name)));
}
