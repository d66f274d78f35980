using System.Text.Json;
using Pure.Cli;
using Pure.Cli.Serve;
using Pure.Credit;
using Pure.Text;
using Spectre.Console.Testing;

namespace Pure.Tests.Cli;

/// <summary>The commands that run models without training them, on random models with real files.</summary>
public sealed class InferenceCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pure-inference").FullName;
    private readonly ChainFolder _policy = new();
    private readonly ScoringFolder _rewardModel = new();

    public InferenceCommandTests() => System.IO.File.WriteAllLines(Problems,
    [
        """{"id": "p1", "problem": "a-4b+2?5\n", "answer": "3"}""",
        """{"id": "p2", "problem": "a*2b+2?1\n", "answer": "4"}""",
        """{"id": "p3", "problem": "a*2b+2?2\n", "answer": "6"}""",
    ]);

    private string Problems => File("held.jsonl");

    private static string[] Chain => ["--prompt-template", "problem", "--step-separator", @"\n", "--lanes", "1"];

    private string[] Policy => ["--policy", _policy.Path, "--max-completion-length", "12", .. Chain];

    private string[] RewardModel => ["--reward-model", _rewardModel.Path];

    public void Dispose()
    {
        _policy.Dispose();
        _rewardModel.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Generated_rollouts_are_scored_and_credited()
    {
        Succeed(["generate", Problems, "--samples", "3", "--out", File("rollouts.jsonl"), .. Policy]);
        Succeed(["score", File("rollouts.jsonl"), "--answer-marker", "#", "--out", File("scored.jsonl"), .. RewardModel, .. Chain]);

        IReadOnlyList<CreditRecord> records = CreditFile.Read(File("scored.jsonl"));
        Assert.Equal(9, records.Count);
        Assert.Equal(["p1", "p2", "p3"], records.Select(r => r.Input.Group).Distinct());
        Assert.All(records, r => Assert.Equal(r.Input.Steps.Count, r.Input.StepRewards.Length));
        Assert.All(records, r => Assert.NotNull(r.Input.Outcome));
        Assert.All(System.IO.File.ReadLines(File("rollouts.jsonl")).Zip(records), pair =>
            Assert.Equal(JsonDocument.Parse(pair.First).RootElement.GetProperty("response_ids").GetArrayLength(), pair.Second.Input.Steps.End(pair.Second.Input.Steps.Count - 1) + 1));
        Assert.Contains("without signal", Succeed(["credit", File("scored.jsonl")]), StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_given_as_texts_are_scored_one_by_one_and_never_cut_again()
    {
        System.IO.File.WriteAllText(File("steps.jsonl"), """{"problem": "a-4b+2?5\n", "steps": ["a-4=1", "b+2=3\n#3", "#3"]}""");
        Succeed(["score", File("steps.jsonl"), "--out", File("scored.jsonl"), .. RewardModel, .. Chain]);
        JsonElement steps = JsonDocument.Parse(System.IO.File.ReadAllText(File("scored.jsonl"))).RootElement.GetProperty("steps");
        Assert.Equal(3, steps.GetArrayLength());
        Assert.Equal("b+2=3\n#3", steps[1].GetProperty("text").GetString());
        Assert.All(steps.EnumerateArray(), step => Assert.InRange(step.GetProperty("reward").GetDouble(), -1, 1));
    }

    [Fact]
    public void An_evaluation_reports_every_metric_and_goes_on_where_it_stopped()
    {
        string[] command = ["evaluate", Problems, "--samples", "4", "--temperature", "1", "--answer-marker", "#", "--out", File("eval"), .. Policy, .. RewardModel];
        string table = Succeed(command);
        foreach (string metric in new[] { "pass@1 (greedy)", "avg@4", "pass@2", "pass@4", "maj@4", "maj@4 (PRM-weighted)", "maj@4 (min-weighted)", "best@4 (PRM)", "held (3)" })
            Assert.Contains(metric, table, StringComparison.Ordinal);

        // The records of a stopped evaluation, finished: the same report to the byte.
        string records = File("eval/records.jsonl"), report = System.IO.File.ReadAllText(File("eval/report.json"));
        string[] lines = System.IO.File.ReadAllLines(records);
        System.IO.File.WriteAllLines(records, lines[..1]);
        Succeed(command);
        Assert.Equal(lines, System.IO.File.ReadAllLines(records));
        Assert.Equal(report, System.IO.File.ReadAllText(File("eval/report.json")));

        Assert.Contains("McNemar", Succeed(["evaluate", "--compare", File("eval"), File("eval")]), StringComparison.Ordinal);
        Assert.Contains("\"average\"", Succeed(["evaluate", "--regrade", File("eval"), "--answer-marker", "#", "--json"]), StringComparison.Ordinal);
        Assert.Contains("other settings", Fail([.. command, "--seed", "2"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_reports_methods_at_their_cost()
    {
        string output = Succeed(["search", Problems, "--method", "best_of_n", "beam", "dvts", "--n", "1", "4", "--beam-width", "2", "--max-steps", "4", "--answer-marker", "#", "--json", "--out", File("search.jsonl"), .. Policy, .. RewardModel]);
        JsonElement[] points = [.. JsonDocument.Parse(output).RootElement.GetProperty("points").EnumerateArray()];
        Assert.Equal(["best_of_n 1", "best_of_n 4", "beam 4", "dvts 4"], points.Select(p => $"{p.GetProperty("method").GetString()} {p.GetProperty("n").GetInt32()}"));
        Assert.All(points, p => Assert.True(p.GetProperty("generated_tokens").GetDouble() > 0 && p.GetProperty("best").GetDouble() <= p.GetProperty("any_right").GetDouble()));
        Assert.Equal(9, System.IO.File.ReadLines(File("search.jsonl")).Count());
    }

    [Fact]
    public void Conversations_are_problems_where_the_prompt_is_a_chat()
    {
        System.IO.File.WriteAllText(Path.Combine(_policy.Path, "chat_template.jinja"), "{% for message in messages %}{{ message['content'] }}{% endfor %}");
        System.IO.File.WriteAllLines(File("talks.jsonl"),
        [
            """{"messages": [{"role": "system", "content": "a+1"}, {"role": "user", "content": "b+2?1\n"}, {"role": "assistant", "content": "#3"}], "answer": "3"}""",
            """{"id": "two", "messages": [{"role": "user", "content": "a*2b+2?1\n"}], "answer": "4"}""",
        ]);
        string[] chat = ["--policy", _policy.Path, "--max-completion-length", "12", "--prompt-template", "chat", "--lanes", "1"];
        Succeed(["generate", File("talks.jsonl"), "--out", File("talked.jsonl"), .. chat]);
        JsonElement[] lines = [.. System.IO.File.ReadLines(File("talked.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["line-1", "two"], lines.Select(line => line.GetProperty("prompt_id").GetString()));
        Assert.Equal("a+1b+2?1\n", Tokenizer.Load(_policy.Path).Decode([.. lines[0].GetProperty("prompt_ids").EnumerateArray().Select(id => id.GetInt32())]));
        Assert.Equal("system: a+1\n\nuser: b+2?1\n", lines[0].GetProperty("prompt").GetString());
        Assert.Contains("talks (2)", Succeed(["evaluate", File("talks.jsonl"), "--answer-marker", "#", "--out", File("talks"), .. chat]), StringComparison.Ordinal);
        Assert.Contains("'line-1' is a conversation of 2 messages", Fail(["generate", File("talks.jsonl"), .. Policy]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_is_not_there_is_named_by_every_command_that_computes()
    {
        string[][] commands =
        [
            ["serve", "--policy", _policy.Path, "--url", "http://127.0.0.1:0"],
            ["label", "--policy", _policy.Path, "--problems", Problems, "--out", File("labels.jsonl")],
            ["verify", Problems, "--model", _policy.Path, "--out", File("verdicts.jsonl")],
            ["bench", "--like", "tiny"],
        ];
        foreach (string[] command in commands) Assert.Contains("'gpu' names no device", Fail([.. command, "--device", "gpu"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Reward_models_are_judged_on_the_published_formats()
    {
        System.IO.File.WriteAllLines(File("gsm8k.jsonl"),
        [
            """{"id": "1", "problem": "a-4b+2?5\n", "steps": ["a-4=1", "b+2=3", "#3"], "label": -1}""",
            """{"id": "2", "problem": "a-4b+2?5\n", "steps": ["a-4=2", "b+2=4", "#4"], "label": 0}""",
        ]);
        JsonElement process = Json(["evaluate", "--judge", "processbench", File("gsm8k.jsonl"), "--threshold", "auto", "--json", .. RewardModel, .. Chain]);
        Assert.Equal(1, process.GetProperty("subsets")[0].GetProperty("errors").GetInt32());

        System.IO.File.WriteAllLines(File("samples.jsonl"), Enumerable.Range(0, 4).Select(i =>
            $$"""{"problem": "q{{i / 2}}", "answer": {{(i == 3 ? "null" : "\"1\"")}}, "is_correct": {{(i % 2 == 0 ? "true" : "false")}}, "prm_score": 0.{{i + 1}}}"""));
        JsonElement best = Json(["evaluate", "--judge", "prm800k", File("samples.jsonl"), "--trials", "50", "--json"]);
        Assert.Equal(0.5, best.GetProperty("curve")[1].GetProperty("best").GetDouble());

        System.IO.File.WriteAllText(File("pairs.jsonl"), """{"id": "1", "prompt": "a-4b+2?5\n", "chosen": "a-4=1", "rejected": "a-4=2", "subset": "hep-js"}""");
        JsonElement pairs = Json(["evaluate", "--judge", "rewardbench", File("pairs.jsonl"), "--out", File("results"), "--json", .. RewardModel, .. Chain]);
        Assert.Single(pairs.GetProperty("sections").EnumerateObject());
        string name = Path.GetFileName(_rewardModel.Path);
        Assert.True(System.IO.File.Exists(File($"results/eval-set/{name}.json")) && System.IO.File.Exists(File($"results/eval-set-scores/{name}.json")));

        System.IO.File.WriteAllText(File("groups.jsonl"), """{"id": "1", "prompt": "a-4b+2?5\n", "chosen": ["a-4=1"], "rejected": ["a-4=2", "a-4=3", "a-4=4"], "num_correct": 1, "subset": "Math"}""");
        Assert.InRange(Json(["evaluate", "--judge", "rewardbench2", File("groups.jsonl"), "--json", .. RewardModel, .. Chain]).GetProperty("domains").GetProperty("Math").GetDouble(), 0, 1);
    }

    [Fact]
    public async Task A_policy_on_a_server_is_evaluated_searched_and_sampled_like_one_in_a_folder()
    {
        await using ModelServer server = await ModelServer.StartAsync(new ServeOptions("http://127.0.0.1:0", _policy.Path, null, "\n", null) { Lanes = 1 }, TestContext.Current.CancellationToken);
        string[] remote = ["--policy", server.Address, "--tokenizer", _policy.Path, "--max-completion-length", "12", .. Chain];
        Succeed(["evaluate", Problems, "--answer-marker", "#", "--out", File("here"), .. Policy]);
        Succeed(["evaluate", Problems, "--answer-marker", "#", "--out", File("there"), .. remote]);
        Assert.Equal(System.IO.File.ReadAllLines(File("here/records.jsonl")), System.IO.File.ReadAllLines(File("there/records.jsonl")));

        Succeed(["generate", Problems, "--samples", "2", "--out", File("remote.jsonl"), .. remote]);
        Assert.Equal(6, System.IO.File.ReadLines(File("remote.jsonl")).Count());
        JsonElement search = Json(["search", Problems, "--method", "beam", "--n", "4", "--beam-width", "2", "--max-steps", "4", "--answer-marker", "#", "--json", "--out", File("search.jsonl"), .. remote, .. RewardModel]);
        Assert.True(search.GetProperty("points")[0].GetProperty("generated_tokens").GetDouble() > 0);
        Assert.Contains("Give --tokenizer", Fail(["generate", Problems, "--policy", server.Address]), StringComparison.Ordinal);
        Assert.Contains("is not the address of a server", Fail(["generate", Problems, "--policy", "http://", "--tokenizer", _policy.Path]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_is_a_critic_and_replies_without_a_box_are_counted()
    {
        System.IO.File.WriteAllLines(File("gsm8k.jsonl"),
        [
            """{"id": "1", "problem": "a-4b+2?5\n", "steps": ["a-4=1", "b+2=3", "#3"], "label": -1}""",
            """{"id": "2", "problem": "a-4b+2?5\n", "steps": ["a-4=2", "b+2=4", "#4"], "label": 0}""",
        ]);
        // The critic reads English, so it needs a tokenizer of bytes.
        Succeed(["tokenizer", "train", File("gsm8k.jsonl"), "--field", "problem", "--vocabulary-size", "300", "--out", File("bytes")]);
        Succeed(["init", "--like", "tiny", "--tokenizer", File("bytes"), "--dtype", "fp32", "--out", File("critic")]);
        foreach (string votes in new[] { "1", "3" })
        {
            JsonElement subset = Json(["evaluate", "--judge", "processbench", File("gsm8k.jsonl"), "--votes", votes, "--json", "--temperature", "1", "--policy", File("critic"), "--max-completion-length", "4", "--lanes", "1"]).GetProperty("subsets")[0];
            Assert.Equal((1, 1, 2, 0.0), (subset.GetProperty("errors").GetInt32(), subset.GetProperty("corrects").GetInt32(), subset.GetProperty("without_prediction").GetInt32(), subset.GetProperty("f1").GetDouble()));
        }
    }

    [Fact]
    public void A_process_model_is_aggregated_by_its_worst_step_unless_told_otherwise()
    {
        string[] command = ["evaluate", Problems, "--samples", "2", "--temperature", "1", "--answer-marker", "#", .. Policy, .. RewardModel];
        Succeed([.. command, "--out", File("default")]);
        Succeed([.. command, "--aggregate", "last", "--out", File("last")]);
        Assert.Contains("\"min\"", System.IO.File.ReadAllText(File("default/settings.json")), StringComparison.Ordinal);
        Assert.Contains("\"last\"", System.IO.File.ReadAllText(File("last/settings.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_are_one_sentence()
    {
        Assert.Contains("Give --policy", Fail(["evaluate", Problems]), StringComparison.Ordinal);
        Assert.Contains("no benchmark to run", Fail(["evaluate", .. Policy]), StringComparison.Ordinal);
        Assert.Contains("Give --reward-model", Fail(["search", Problems, .. Policy]), StringComparison.Ordinal);
        Assert.Contains("none of problem, pure, qwen-math", Fail(["generate", Problems, "--policy", _policy.Path, "--prompt-template", "solve"]), StringComparison.Ordinal);
        Assert.Contains("no benchmark 'mmlu'", Fail(["evaluate", Problems, "--judge", "mmlu"]), StringComparison.Ordinal);
        Assert.Contains("--method 'tree' is not known", Fail(["search", Problems, "--method", "tree", .. Policy, .. RewardModel]), StringComparison.Ordinal);
        Assert.Contains("holds no records", Fail(["evaluate", "--compare", _folder, _folder]), StringComparison.Ordinal);
    }

    private string File(string name) => Path.Combine(_folder, name);

    private static JsonElement Json(string[] arguments) => JsonDocument.Parse(Succeed(arguments)).RootElement;

    private static string Succeed(string[] arguments)
    {
        (int code, string output, string error) = Run(arguments);
        Assert.True(code == 0, error);
        return output;
    }

    private static string Fail(string[] arguments)
    {
        (int code, _, string error) = Run(arguments);
        Assert.True(code == 2, $"{code}: {error}");
        return error;
    }

    private static (int Code, string Output, string Error) Run(string[] arguments)
    {
        using var output = new TestConsole();
        using var error = new TestConsole();
        output.Profile.Width = error.Profile.Width = 400;
        return (Program.Run(arguments, output, error), output.Output, error.Output);
    }
}
