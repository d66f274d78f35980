using System.Text.Json;
using Pure.Cli;
using Spectre.Console.Testing;

namespace Pure.Tests.Cli;

/// <summary><c>pure check</c>: all problems at once, and a plan that counts what training would do.</summary>
public sealed class CheckCommandTests : IDisposable
{
    private readonly ChainFolder _policy = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("pure-check").FullName;

    [Fact]
    public void A_sound_config_has_a_plan()
    {
        Write("rows.jsonl", string.Concat(Enumerable.Range(0, 20).Select(i => $$"""{"prompt":"a+2+{{i % 7}}?1\n","completion":"s1\n#4\n"}""" + "\n")));
        (int code, string text) = Check(Sft("rows.jsonl"), "--json");

        Assert.Equal(0, code);
        JsonElement plan = JsonDocument.Parse(text).RootElement;
        Assert.Equal("sft", plan.GetProperty("kind").GetString());
        JsonElement data = plan.GetProperty("data")[0];
        Assert.Equal(20, data.GetProperty("used").GetInt32());
        Assert.Equal(20, data.GetProperty("tokens").GetProperty("histogram").EnumerateArray().Sum(b => b.GetProperty("count").GetInt32()));
        Assert.Equal(0, data.GetProperty("too_long").GetInt32());
        Assert.Contains("One step learns from 4 of 20 demonstrations", plan.GetProperty("arithmetic")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("2.00 passes", plan.GetProperty("arithmetic")[1].GetString(), StringComparison.Ordinal);
        Assert.True(plan.GetProperty("memory")[0].GetProperty("bytes").GetInt64() > 0);
        Assert.True(plan.GetProperty("free_bytes").GetInt64() > 0);

        (code, text) = Check(Sft("rows.jsonl"));
        Assert.Equal(0, code);
        Assert.Contains("Nothing is wrong with it.", text, StringComparison.Ordinal);
        Assert.Contains("Tokens of prompt and completion", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_of_the_config_and_of_its_files_come_together()
    {
        string config = Write("bad.yaml", $$"""
            output_dir: {{_folder}}/out
            model: { path: nowhere }
            sft:
              train: missing.jsonl
              learning_rate: fast
              bach_size: 3
            """);
        (int code, string text) = Check(config);

        Assert.Equal(2, code);
        Assert.Contains("4 problems:", text, StringComparison.Ordinal);
        Assert.Contains("learning_rate", text, StringComparison.Ordinal);
        Assert.Contains("did you mean 'batch_size'", text, StringComparison.Ordinal);
        Assert.Contains("nowhere' does not exist", text, StringComparison.Ordinal);
        Assert.Contains("missing.jsonl' does not exist", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_do_not_fit_the_model_are_counted_and_nothing_is_cut()
    {
        string longText = string.Concat(Enumerable.Repeat("s1\\n", 40));
        Write("long.jsonl", $$"""{"prompt":"a?1\n","completion":"#1\n"}""" + "\n" + $$"""{"prompt":"a?1\n","completion":"{{longText}}"}""");
        (int code, string text) = Check(Sft("long.jsonl"));

        Assert.Equal(2, code);
        Assert.Contains("1 of 2 rows", text, StringComparison.Ordinal);
        Assert.Contains("the first in row 2", text, StringComparison.Ordinal);
        Assert.Contains("Longer than the 64 that fit: 1", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_one_of_the_known_sections_is_refused()
    {
        (int code, string text) = Check(Write("other.yaml", "output_dir: x\n"));
        Assert.Equal(2, code);
        Assert.Contains("there is none of the sections reward, rl, sft", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Rl_counts_prompts_and_checks_the_reward_model_against_the_policy()
    {
        Write("problems.jsonl", string.Concat(Enumerable.Range(0, 8).Select(i => $$"""{"id":"{{i}}","problem":"a+2?{{i % 7}}\n"{{(i < 3 ? ",\"answer\":\"1\"" : "")}}}""" + "\n")));
        string config = Write("rl.yaml", $$"""
            output_dir: {{_folder}}/out
            model: { path: {{_policy.Path}} }
            reward_model: { path: {{_policy.Path}} }
            rl:
              prompts: {{_folder}}/problems.jsonl
              step_separator: "\n"
              max_steps: 4
              prompts_per_step: 4
              num_generations: 4
              max_completion_length: 16
            """);
        (int code, string text) = Check(config);

        Assert.Equal(2, code);
        Assert.Contains("does not say how its steps are read", text, StringComparison.Ordinal);
        Assert.Contains("4 of 8 problems x 4 responses = 16 rollouts", text, StringComparison.Ordinal);
        Assert.Contains("3 of 8 problems have an answer", text, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _policy.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Sft(string rows) => Write("sft.yaml", $$"""
        output_dir: {{_folder}}/out
        model: { path: {{_policy.Path}} }
        sft:
          train: {{_folder}}/{{rows}}
          batch_size: 4
          max_steps: 10
        """);

    private string Write(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    private static (int Code, string Text) Check(params string[] arguments)
    {
        using var output = new TestConsole().Width(200);
        using var error = new TestConsole();
        int code = Program.Run(["check", .. arguments], output, error);
        return (code, output.Output + error.Output);
    }
}
