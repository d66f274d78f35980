using CsCheck;
using Pure.Config;
using Pure.Credit;

namespace Pure.Tests.Config;

public sealed class ConfigWriterTests
{
    private static readonly SampleConfig Config = new()
    {
        OutputDir = "/runs/x",
        Lora = new SampleLora(),
        Phases = [new SamplePhase { Data = "/a b" }, new SamplePhase { Data = "/b", Epochs = 2 }],
        RunName = "no",
        CreditAssignment = SampleCredit.PureVerl,
        TopP = [0.5, 1],
    };

    [Fact]
    public void The_file_has_every_key_and_reads_the_same_under_every_YAML_version() => Assert.Equal("""
        output_dir: /runs/x
        seed: 42
        max_steps: 100
        optimizer:
          learning_rate: 5.0e-05
          betas: [0.9, 0.999]
          max_grad_norm: .inf
        lora:
          rank: 16
        credit_assignment: pure-verl
        phases:
          - data: "/a b"
            epochs: 1
            optimizer:
              learning_rate: 1.0e-06
              betas: [0.9, 0.999]
              max_grad_norm: .inf
          - data: /b
            epochs: 2
            optimizer:
              learning_rate: 1.0e-06
              betas: [0.9, 0.999]
              max_grad_norm: .inf
        step_separator: "\n\n"
        run_name: "no"
        top_p: [0.5, 1.0]
        dtype: float32
        max_tokens: null
        shuffle: true
        num_generations: 8
        leave_one_out: true

        """, ConfigFile.Write(Config));

    [Fact]
    public void What_is_written_reads_back_to_the_same_bytes()
    {
        string yaml = ConfigFile.Write(Config);
        Assert.Equal(yaml, ConfigFile.Write(ConfigFile.Parse<SampleConfig>(yaml, "a.yaml", [])));
        string described = ConfigFile.Write(Config with { OutputDir = "" }, describe: true).Replace("output_dir: \"\"", "output_dir: /runs/x", StringComparison.Ordinal);
        Assert.Equal(yaml, ConfigFile.Write(ConfigFile.Parse<SampleConfig>(described, "a.yaml", [])));
        Assert.Contains("  # Above 0 and at most 1.\n  learning_rate:", described, StringComparison.Ordinal);
        Assert.Contains("# One of min_form, sum_form, pure-verl.\n", described, StringComparison.Ordinal);
        Assert.Contains("# Required.\n", described, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_and_any_number_survive() =>
        Gen.Select(Gen.String, Gen.Double.Where(double.IsFinite), Gen.ULong, Gen.Long).Sample((text, number, seed, tokens) =>
        {
            text = new string([.. text.Where(c => !char.IsSurrogate(c))]);
            SampleConfig config = Config with { RunName = text, Seed = seed, MaxTokens = tokens, Optimizer = new() { MaxGradNorm = number } };
            SampleConfig read = ConfigFile.Parse<SampleConfig>(ConfigFile.Write(config), "a.yaml", []);
            return read.RunName == text && read.Seed == seed && read.MaxTokens == tokens && read.Optimizer.MaxGradNorm == number;
        }, iter: 2000);

    [Theory]
    [InlineData("")]
    [InlineData(" a")]
    [InlineData("a: b")]
    [InlineData("# no comment")]
    [InlineData("-")]
    [InlineData("null")]
    [InlineData("Yes")]
    [InlineData("1e3")]
    [InlineData("\"\\\r\n\t\0\u2028")]
    [InlineData("é ∀ 𝔸 한")]
    [InlineData("{{ prompt }}")]
    public void Texts_that_YAML_would_take_for_something_else_survive(string text) =>
        Assert.Equal(text, ConfigFile.Parse<SampleConfig>(ConfigFile.Write(Config with { StepSeparator = text }), "a.yaml", []).StepSeparator);

    [Fact]
    public void Differences_name_the_key_and_both_values()
    {
        SampleConfig other = Config with { Seed = 7, Lora = null, Phases = [Config.Phases[0] with { Epochs = 5 }], Optimizer = new() { LearningRate = 1e-3 } };
        string differences = string.Join("\n", ConfigDifference.Between(Config, other).Select(d => $"{d.Path}: {d.First} -> {d.Second}"));
        Assert.Contains("seed: 42 -> 7", differences, StringComparison.Ordinal);
        Assert.Contains("optimizer.learning_rate: 5.0e-05 -> 0.001", differences, StringComparison.Ordinal);
        Assert.Contains("lora.rank: 16 -> (absent)", differences, StringComparison.Ordinal);
        Assert.Contains("phases.0.epochs: 1 -> 5", differences, StringComparison.Ordinal);
        Assert.Contains("phases.1.data: /b -> (absent)", differences, StringComparison.Ordinal);
        Assert.DoesNotContain("output_dir", differences, StringComparison.Ordinal);
        Assert.Empty(ConfigDifference.Between(Config, Config with { TopP = [0.5, 1] }));
    }

    [Fact]
    public void Comments_are_the_documentation_of_the_record()
    {
        string[] lines = ConfigFile.Defaults(typeof(CreditOptions)).Split('\n');
        int key = Array.IndexOf(lines, "scale_temperature_with_steps: false");
        Assert.Equal("# Lowers T for responses of more than temperature_reference_steps steps, so that the soft minimum stays as close to the", lines[key - 2]);
        Assert.Equal("# minimum as it is there.", lines[key - 1]);
        Assert.Contains(lines, line => line.StartsWith("#   soft_min: ", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.True(line.Length <= 120, line));
    }
}
