using Pure.Cli;
using Pure.Data.Chain;
using Pure.Models;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Tensors;
using Pure.Text;
using Spectre.Console.Testing;
using static TorchSharp.torch;

namespace Pure.Tests.Cli;

public sealed class InitCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pure-init").FullName;

    private string Out => Path.Combine(_folder, "model");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("tiny", "language-model")]
    [InlineData("tiny-qwen3", "process-reward-model")]
    [InlineData("tiny-llama", "sequence-classifier")]
    [InlineData("tiny-mistral", "value")]
    [InlineData("tiny", "token-classifier")]
    public void Writes_a_folder_that_is_read_as_any_other(string like, string head)
    {
        (int code, string output, string error) = Run("--like", like, "--head", head, "--out", Out);
        Assert.Equal((0, ""), (code, error.Contains("bug", StringComparison.Ordinal) ? error : ""));
        Assert.Contains("million random parameters in bf16", output, StringComparison.Ordinal);

        ModelConfig config = ModelFolder.ReadConfig(Out);
        using Weights weights = ModelFolder.ReadWeights(Out, config, ScalarType.BFloat16);
        Assert.Equal(WeightInitializer.Shapes(config).Count, weights.All.Count);
    }

    [Fact]
    public void The_seed_decides_the_weights_to_the_byte()
    {
        byte[][] files = [.. new[] { "1", "1", "2" }.Select((seed, i) =>
        {
            string folder = $"{Out}{i}";
            Assert.Equal(0, Run("--like", "tiny", "--seed", seed, "--out", folder).Code);
            return File.ReadAllBytes(Path.Combine(folder, "model.safetensors"));
        })];
        Assert.Equal(files[0], files[1]);
        Assert.NotEqual(files[0], files[2]);
    }

    [Fact]
    public void A_small_shape_takes_the_size_of_the_tokenizers_vocabulary_and_its_files_unchanged()
    {
        string tokenizer = Path.Combine(_folder, "tokenizer");
        Directory.CreateDirectory(tokenizer);
        ChainTokenizer.Write(tokenizer);
        File.WriteAllText(Path.Combine(tokenizer, "chat_template.jinja"), "{{ messages }}");

        Assert.Equal(0, Run("--like", "tiny", "--tokenizer", tokenizer, "--out", Out, "--dtype", "fp32").Code);

        ModelConfig config = ModelFolder.ReadConfig(Out);
        var loaded = Tokenizer.Load(Out);
        Assert.Equal(64, config.VocabularySize);
        Assert.Equal(loaded.EndOfSequence, config.Source["eos_token_id"]!.GetValue<int>());
        foreach (string file in Directory.GetFiles(tokenizer))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(Out, Path.GetFileName(file))));
    }

    [Theory]
    [InlineData("process-reward-model", "\n", "whole_steps")]
    [InlineData("token-classifier", "\n", "whole_steps")]
    [InlineData("process-reward-model", "#", "as_sampled", "--step-separator", "#", "--step-input", "as_sampled")]
    [InlineData("process-reward-model", "\n", "replaced_ends", "--step-separator", @"\n", "--step-input", "replaced_ends")]
    public void A_random_process_reward_model_says_how_it_reads_steps_and_is_used_as_it_is(string head, string separator, string input, params string[] arguments)
    {
        ChainTokenizer.Write(Directory.CreateDirectory(Path.Combine(_folder, "tokenizer")).FullName);
        Assert.Equal(0, Run(["--like", "tiny", "--head", head, "--tokenizer", Path.Combine(_folder, "tokenizer"), "--dtype", "fp32", "--out", Out, .. arguments]).Code);

        using var model = ProcessRewardModel.Load(Out);
        Assert.Equal((separator, input), ((string?)model.Config.Source["pure"]!["step_separator"], (string?)model.Config.Source["pure"]!["step_input"]));
        var rollout = new Rollout("p", 0, [1, 2], [3, 4, 5], new float[3], FinishReason.Length, 0, 0);
        var tokenizer = Tokenizer.Load(Out);
        model.ReadStepsOf(tokenizer, separator);
        using var lanes = new Lanes(1, 1);
        var steps = Steps.Of(rollout.ResponseIds, tokenizer.IdsEndingWith(separator));
        Assert.Equal(steps.Count, model.Score([rollout], [steps], new ScoringOptions(lanes, 64))[0].Length);
    }

    [Fact]
    public void A_mark_that_is_not_one_token_is_refused_before_anything_is_written()
    {
        string tokenizer = Directory.CreateDirectory(Path.Combine(_folder, "tokenizer")).FullName;
        ChainTokenizer.Write(tokenizer);
        (int code, _, string error) = Run("--like", "tiny", "--head", "process-reward-model", "--tokenizer", tokenizer, "--step-separator", @"\n\n", "--out", Out);
        Assert.Equal(2, code);
        Assert.Contains("is 2 tokens of this tokenizer", error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out));
    }

    [Theory]
    [InlineData("No shape is called 'gpt-9'", "--like", "gpt-9")]
    [InlineData("--shard-size is '5 apples'", "--like", "tiny", "--shard-size", "5 apples")]
    [InlineData("--shard-size is '0'", "--like", "tiny", "--shard-size", "0")]
    [InlineData("--labels is for heads with classes", "--like", "tiny", "--labels", "3")]
    [InlineData("--vocabulary-size is 0", "--like", "tiny", "--vocabulary-size", "0")]
    [InlineData("--step-separator and --step-input are for process reward models", "--like", "tiny", "--step-separator", "#")]
    [InlineData("--step-separator and --step-input are for process reward models", "--like", "tiny", "--head", "value", "--step-input", "as_sampled")]
    [InlineData("no such file", "--like", "tiny", "--tokenizer", "/nowhere")]
    public void A_mistake_is_one_sentence_and_writes_nothing(string message, params string[] arguments)
    {
        (int code, _, string error) = Run([.. arguments, "--out", Out]);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public void A_folder_with_something_in_it_is_not_touched()
    {
        Directory.CreateDirectory(Out);
        File.WriteAllText(Path.Combine(Out, "mine.txt"), "mine");
        (int code, _, string error) = Run("--like", "tiny", "--out", Out);
        Assert.Equal(2, code);
        Assert.Contains("is not empty", error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(Out, "mine.txt")));
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new TestConsole();
        using var error = new TestConsole();
        int code = Program.Run(["init", .. arguments], output, error);
        return (code, output.Output, error.Output);
    }
}
