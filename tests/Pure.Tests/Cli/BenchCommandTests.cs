using System.Text.Json.Nodes;
using Pure.Cli;
using Pure.Models;
using Spectre.Console.Testing;

namespace Pure.Tests.Cli;

public sealed class BenchCommandTests
{
    [Fact]
    public void Sampling_is_measured_against_the_machine()
    {
        (int code, string text, _) = Run("--like", "demo", "--only", "sampling", "--batch", "3", "--seconds", "0.001", "--lanes", "1", "--json");

        Assert.Equal(0, code);
        JsonNode report = JsonNode.Parse(text)!;
        Assert.True((double)report["gemm_peak_gflops"]! > 0);
        JsonNode decode = report["measurements"]!.AsArray().Single(m => (string)m!["name"]! == "decode, batch 3")!;
        Assert.True((double)decode["per_second"]! > 0);
        Assert.True((double)decode["model_flop_utilisation"]! > 0);
    }

    [Fact]
    public void The_weights_of_a_folder_are_loaded_and_every_part_has_its_peak()
    {
        using var folder = new ChainFolder();
        using (var model = new TinyModel(TinyModel.Shape with { MaxPositions = 256, VocabularySize = 64 })) ModelFolder.Write(folder.Path, model.Config, model.Weights, folder.Path);
        (int code, string text, string error) = Run(folder.Path, "--only", "loading", "sampling", "--batch", "1", "--seconds", "0.001", "--json");

        Assert.True(code == 0, error);
        JsonNode report = JsonNode.Parse(text)!;
        Assert.Equal(["loading", "sampling"], report["peak_resident_bytes"]!.AsObject().Select(part => part.Key));
        Assert.All(report["peak_resident_bytes"]!.AsObject(), part => Assert.True((long)part.Value! > 1 << 20));
        Assert.Equal(["weights, first reading", "weights, read again"], report["measurements"]!.AsArray().Where(m => (string)m!["part"]! == "loading").Select(m => (string)m!["name"]!));
    }

    [Theory]
    [InlineData("--like", "qwen2.5-0.5", "Did you mean 'qwen2.5-0.5b'?")]
    [InlineData("--only", "decoding", "known are loading, sampling, scoring, training, rl")]
    [InlineData("--only", "loading", "Give a model folder")]
    [InlineData("--lanes", "0", "must be 1 or more")]
    [InlineData("--dtype", "int8", "fp32, bf16")]
    public void Mistakes_are_named(string option, string value, string expected)
    {
        (int code, _, string error) = Run(option, value);
        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new TestConsole();
        using var error = new TestConsole();
        output.Profile.Width = error.Profile.Width = 1000;
        return (Program.Run(["bench", .. arguments], output, error), output.Output, error.Output);
    }
}
