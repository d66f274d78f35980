using System.Text.Json;
using Pure.Cli;
using Pure.Credit;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Runs;
using Spectre.Console.Testing;
using Xunit;

namespace Pure.Tests.Cli;

public sealed class CreditCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pure-credit").FullName;

    public CreditCommandTests() => File.WriteAllLines(Rollouts,
    [
        """{"prompt_id": "p", "prompt": "2+2?", "outcome": 1, "steps": [{"text": "Add.", "tokens": ["Add", ".\n\n"], "reward": 0.9}, {"text": "4", "tokens": ["4", "</s>"], "reward": 0.8}]}""",
        """{"prompt_id": "p", "outcome": 0, "steps": [{"text": "Guess <b>", "tokens": ["Guess", " <b>", ".\n\n"], "reward": -0.6}, {"text": "5", "tokens": ["5", "</script>"], "reward": 0.1}]}""",
    ]);

    private string Rollouts => Path.Combine(_folder, "rollouts.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Prints_a_row_a_step_for_each_form_side_by_side()
    {
        (int code, string output, _) = Run(Rollouts, "--form", "soft_min", "sum");
        Assert.Equal(0, code);
        Assert.Contains("p response 0: 2 steps, 4 tokens, solved", output, StringComparison.Ordinal);
        Assert.Contains("soft_min", output, StringComparison.Ordinal);
        Assert.Contains("sum: 1 group, 0 without signal", output, StringComparison.Ordinal);
        Assert.Contains("Guess <b>", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_folder_shows_its_last_step_or_the_one_asked_for()
    {
        using (RolloutStore store = RolloutStore.Open(Path.Combine(_folder, "rollouts.db")))
        {
            store.Write([Logged(3, 0, 0.5), Logged(3, 1, -0.5)]);
            store.Write([Logged(4, 0, 0.7), Logged(4, 1, 0.1)]);
        }

        Assert.Contains("0.7000", Run(_folder).Output, StringComparison.Ordinal);
        Assert.Contains("-0.5000", Run(_folder, "--step", "3").Output, StringComparison.Ordinal);
        Assert.Contains("no rollouts of step 7; it has 2 steps from 3 to 4", Run(_folder, "--step", "7").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_have_rows_of_their_own()
    {
        string output = Run(Rollouts, "--tokens").Output;
        Assert.Contains("</s>", output, StringComparison.Ordinal);
        Assert.Equal(9, output.Split('\n').Count(line => line.Length > 4 && char.IsAsciiDigit(line.Trim().FirstOrDefault())));
    }

    [Fact]
    public void Json_holds_what_the_pipeline_computes()
    {
        string[] lines = Run(Rollouts, "--json", "--tokens", "--preset", "pure", "pure-main", "--kl-reward-coef", "0").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        CreditResult expected = CreditPipeline.Assign([.. CreditFile.Read(Rollouts).Select(record => record.Input)], CreditPresets.Pure);
        for (int i = 0; i < 2; i++)
        {
            JsonElement response = JsonDocument.Parse(lines[i]).RootElement;
            double[] advantages = [.. response.GetProperty("credit").GetProperty("pure").GetProperty("token_advantages").EnumerateArray().Select(x => x.GetDouble())];
            Assert.Equal(expected.Credits[i].Advantages, advantages);
            Assert.Equal(0, response.GetProperty("credit").GetProperty("pure-main").GetProperty("token_advantages")[1 + i].GetDouble());
        }

        Assert.Equal("nonzero_batch", JsonDocument.Parse(lines[2]).RootElement.GetProperty("variants").GetProperty("pure-main").GetProperty("whiten_advantages").GetString());
    }

    [Fact]
    public void The_page_is_self_contained_and_no_text_can_break_out_of_it()
    {
        string page = Path.Combine(_folder, "page.html");
        Assert.Equal(0, Run(Rollouts, "--html", page).Code);
        string html = File.ReadAllText(page);
        Assert.DoesNotContain("http://", html.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("</script>").Length - 1);
        Assert.DoesNotContain("{{", html, StringComparison.Ordinal);
        string data = html.Split("id=\"data\">")[1].Split("</script>")[0];
        Assert.Equal("</script>", JsonDocument.Parse(data).RootElement.GetProperty("responses")[1].GetProperty("steps")[1].GetProperty("token_texts")[1].GetString());
    }

    [Theory]
    [InlineData("no preset 'purest'", "--preset", "purest")]
    [InlineData("--form 'min' is not known", "--form", "min")]
    [InlineData("--baseline 'mean' is not known", "--baseline", "mean")]
    [InlineData("credit_temperature is 0", "--temperature", "0")]
    [InlineData("kl_reward_coef is set", "--preset", "pure-main")]
    [InlineData("outside [0, 1]", "--reward-min", "0")]
    public void A_mistake_is_one_sentence(string expected, params string[] arguments)
    {
        (int code, string output, string error) = Run([Rollouts, .. arguments]);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    [Fact]
    public void The_example_in_the_documentation_reads()
    {
        string example = Path.Combine(AppContext.BaseDirectory, "Golden", "six-responses.jsonl");
        IReadOnlyList<CreditRecord> records = CreditFile.Read(example);
        CreditResult result = CreditPipeline.Assign([.. records.Select(record => record.Input)], CreditPresets.Pure);
        Assert.Equal((6, 2, 1, 1), (records.Count, result.Groups, result.GroupsWithoutAnswer, result.EmptySteps));
        Assert.True(result.Credits[0].Advantages[0] > 0);
        Assert.True(result.Credits[1].Advantages[0] < 0);
        Assert.True(result.Credits[5].Advantages[0] < 0);
    }

    private static LoggedRollout Logged(int step, int sample, double reward)
    {
        var rollout = new Rollout("p", sample, [1], [2, 3, 4], [-1, -1, -1], FinishReason.Stop, step, 0);
        return new LoggedRollout(step, new ScoredRollout(rollout, Steps.FromEnds([2]), [reward], null, []), null, "2+2?", "4", ["4"]);
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new TestConsole();
        using var error = new TestConsole();
        output.Profile.Width = error.Profile.Width = 400;
        return (Program.Run(["credit", .. arguments], output, error), output.Output, error.Output);
    }
}
