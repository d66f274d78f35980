using System.Text.Json;
using Pure.Cli;
using Spectre.Console.Testing;

namespace Pure.Tests.Cli;

/// <summary><c>pure verify</c> through the command line, with a random verifier: files, counts and what is refused.</summary>
public sealed class VerifyCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pure-verify").FullName;
    private readonly ChainFolder _model = new();

    public VerifyCommandTests() => System.IO.File.WriteAllLines(Solutions,
    [
        """{"prompt": "a-4b+2?5\n", "completions": ["a-4=1", "b+2=3", "#3"], "labels": [true, true, true]}""",
        """{"prompt": "a-4b+2?5\n", "completions": ["a-4=2"], "labels": [false]}""",
    ]);

    private string Solutions => File("solutions.jsonl");

    public void Dispose()
    {
        _model.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Every_solution_gets_a_line_with_its_chains_and_the_table_both_F1()
    {
        string table = Run(0, [Solutions, "--chains", "3", "--out", File("verdicts.jsonl"), .. Model]).Output;

        Assert.Contains("binary F1 of the verdict", table, StringComparison.Ordinal);
        Assert.Contains("F1 of the first wrong step", table, StringComparison.Ordinal);
        JsonElement[] lines = [.. System.IO.File.ReadLines(File("verdicts.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Equal(3, line.GetProperty("chains").GetArrayLength()));
        Assert.All(lines, line => Assert.InRange(line.GetProperty("score").GetDouble(), 0, 1));
        Assert.All(lines, line => Assert.Equal(line.GetProperty("chains").EnumerateArray().Average(c => c.GetProperty("score").GetDouble()), line.GetProperty("score").GetDouble(), 1e-9));
        Assert.Equal(3, lines[0].GetProperty("step_scores").GetArrayLength());
        Run(0, [Solutions, "--chains", "3", "--out", File("again.jsonl"), .. Model]);
        Assert.Equal(System.IO.File.ReadAllText(File("verdicts.jsonl")), System.IO.File.ReadAllText(File("again.jsonl")));
    }

    [Theory]
    [InlineData("--chains", "0", "--chains is 0")]
    [InlineData("--demonstrations", "d.jsonl", "use --format ThinkPrm")]
    [InlineData("--prompt-template", "nowhere.txt", "nowhere.txt")]
    [InlineData("--server", "nowhere", "is not the address of a server")]
    public void A_mistake_is_named_and_nothing_is_written(string option, string value, string expected)
    {
        Assert.Contains(expected, Run(2, [Solutions, "--out", File("refused.jsonl"), option, value, .. Model]).Error, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File("refused.jsonl")));
    }

    [Fact]
    public async Task Requests_that_fail_are_missing_verdicts_counted_and_named_and_never_a_score()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((_, context) => context.Request.Path == "/v1/models"
            ? ScriptedServer.Json(context, """{"data": [{"id": "m"}]}""")
            : ScriptedServer.Json(context, """{"choices": []}"""));
        (string output, string error) = Run(1, [Solutions, "--server", server.Url, "--out", File("failed.jsonl"), .. Model]);

        Assert.All(System.IO.File.ReadLines(File("failed.jsonl")), line => Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(line).RootElement.GetProperty("score").ValueKind));
        Assert.Contains("requests to " + server.Url, error, StringComparison.Ordinal);
        Assert.Contains("None of the 2 solutions", error, StringComparison.Ordinal);
        Assert.DoesNotContain("0.27", output, StringComparison.Ordinal);
    }

    private string[] Model => ["--model", _model.Path, "--format", "Chain", "--max-completion-length", "16", "--lanes", "1"];

    private string File(string name) => Path.Combine(_folder, name);

    private static (string Output, string Error) Run(int exit, string[] args)
    {
        using TestConsole output = new TestConsole().Width(200), error = new TestConsole().Width(400);
        int code = Program.Run(["verify", .. args], output, error);
        Assert.True(code == exit, $"exit code {code}, expected {exit}: {error.Output}");
        return (output.Output, error.Output);
    }
}
