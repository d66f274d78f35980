using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Pure.Rewards.Agent;
using Pure.Rollouts.Remote;

namespace Pure.Tests.Rewards.Agent;

/// <summary>The agents against a server that answers each kind of question as a test says.</summary>
public sealed class RewardAgentTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Facts_and_constraints_are_added_to_the_base_reward()
    {
        await using ScriptedServer server = await Server(question => question switch
        {
            _ when question.Contains("Which of these checks", StringComparison.Ordinal) => "[[A]], [[B]]",
            _ when question.Contains("contradict each other.", StringComparison.Ordinal) && question.Contains("[Answer A]", StringComparison.Ordinal) => "['the year']",
            _ when question.Contains("search queries", StringComparison.Ordinal) => "['when was it?']",
            _ when question.Contains("State what is known", StringComparison.Ordinal) => "It was in 1969.",
            _ when question.Contains("Judge how factual", StringComparison.Ordinal) => question.Contains("It was in 1969.", StringComparison.Ordinal) ? "Answer A: [[9]]\nAnswer B: <<3>>" : "no evidence",
            _ when question.Contains("List the explicit demands", StringComparison.Ordinal) => "LengthChecker: at most 3 words\nToneChecker: friendly",
            _ when question.Contains("Reply with yes or no", StringComparison.Ordinal) => question.Contains("LengthChecker", StringComparison.Ordinal) ? "Yes" : "no",
            _ => """{"kind": "count", "unit": "words", "at_most": 3}""",
        });
        AgentVerdict verdict = await Agent(server).JudgeAsync("When? Use at most 3 words.", ["In 1969.", "It was in 1970, I think."], [0.11, 0.12], Cancel);
        Assert.Equal(0.9 + 1 + 0.11, verdict.Totals[0], 1e-12);
        Assert.Equal(0.3 + 0 + 0.12, verdict.Totals[1], 1e-12);
        Assert.Equal([AgentJudgment.Factuality, AgentJudgment.Constraint, AgentJudgment.Preference], verdict.Judgments.Select(j => j.Agent));
    }

    [Fact]
    public async Task With_no_agents_weight_the_base_model_decides()
    {
        await using ScriptedServer server = await Server(_ => "none");
        AgentVerdict verdict = await Agent(server, new AgentOptions { ConstraintWeight = 0, FactualityWeight = 0 }).JudgeAsync("Hi", ["a", "b", "c"], [0.3, -2, 5], Cancel);
        Assert.Equal([0.3, -2, 5], verdict.Totals);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task Answers_that_do_not_contradict_each_other_are_equally_factual_and_cost_one_question()
    {
        await using ScriptedServer server = await Server(_ => "[]");
        var factuality = new FactualityAgent(Chat(server), new ModelKnowledge(Chat(server)), 1);
        Assert.Equal((0.5, 0.5), await factuality.CompareAsync("q", "a", "b", Cancel));
        Assert.Equal(1, server.Requests);
        Assert.Equal((0.5, 0.5), await factuality.CompareAsync("q", "a", "a", Cancel));
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task An_unreadable_verdict_is_half_and_counted_and_scores_are_limited()
    {
        string reply = "I like A.";
        await using ScriptedServer server = await Server(question => question.Contains("Judge how factual", StringComparison.Ordinal) ? reply : "['x']");
        var factuality = new FactualityAgent(Chat(server), new ModelKnowledge(Chat(server)), 1);
        Assert.Equal((0.5, 0.5), await factuality.CompareAsync("q", "a", "b", Cancel));
        Assert.Equal(1, factuality.Unreadable);
        reply = "[[99]] <<0>>";
        Assert.Equal((1.0, 0.0), await factuality.CompareAsync("q", "a", "b", Cancel));
    }

    [Fact]
    public async Task A_translation_that_is_none_is_repaired_twice_and_then_dropped()
    {
        int translations = 0;
        await using ScriptedServer server = await Server(question => question switch
        {
            _ when question.Contains("List the explicit demands", StringComparison.Ordinal) => "ACapitalChecker: capitals only",
            _ when question.Contains("Reply with yes or no", StringComparison.Ordinal) => "yes",
            _ => Interlocked.Increment(ref translations) < 3 ? """{"kind": "capitals"}""" : question.Contains("no kind 'capitals'", StringComparison.Ordinal) ? """{"kind": "case", "case": "upper"}""" : "?",
        });
        var agent = new InstructionAgent(Chat(server), null);
        Assert.Equal(new[] { 1.0, 0.0 }, await agent.ScoreAsync("Use capitals.", ["YES", "no"], Cancel));
        Assert.Equal(3, translations);
        translations = int.MinValue;
        Assert.Equal(new[] { 0.5, 0.5 }, await agent.ScoreAsync("Use capitals.", ["YES", "no"], Cancel));
        Assert.Equal(1, agent.Dropped);
    }

    [Fact]
    public async Task A_server_that_is_down_gives_no_verdict()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((_, context) => ScriptedServer.Json(context, "", 500));
        await Assert.ThrowsAsync<RemoteException>(() => Agent(server).JudgeAsync("q", ["a", "b"], [0, 1], Cancel));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 3)]
    [InlineData(8, 8)]
    public void Every_answer_is_compared(int answers, int pairs)
    {
        (int First, int Second)[] drawn = FactualityAgent.Pairs(answers, 5);
        Assert.Equal(pairs, drawn.Distinct().Count());
        Assert.All(drawn, pair => Assert.True(pair.First < pair.Second));
        Assert.Equal(answers, drawn.SelectMany(pair => new[] { pair.First, pair.Second }).Distinct().Count());
    }

    [Theory]
    [InlineData(ScoreScale.None, new[] { 1.0, 3.0 }, new[] { 1.0, 3.0 })]
    [InlineData(ScoreScale.MinMax, new[] { 1.0, 3.0 }, new[] { 0.0, 1.0 })]
    [InlineData(ScoreScale.MinMax, new[] { 2.0, 2.0 }, new[] { 0.5, 0.5 })]
    [InlineData(ScoreScale.ZScore, new[] { 1.0, 3.0 }, new[] { -1.0, 1.0 })]
    [InlineData(ScoreScale.Sigmoid, new[] { 0.0 }, new[] { 0.5 })]
    public void Rewards_can_be_scaled(ScoreScale scale, double[] rewards, double[] scaled) => Assert.Equal(scaled, ScoreScaling.Apply(rewards, scale));

    [Fact]
    public void Evidence_is_found_in_files()
    {
        string folder = Directory.CreateTempSubdirectory("pure-evidence").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "a.txt"), "The moon landing was in 1969.\n\nCheese is made of milk.");
            File.WriteAllText(Path.Combine(folder, "b.md"), "The moon is far.\n\nA landing is an arrival.");
            var search = new FileSearch(folder);
            Assert.Equal("The moon landing was in 1969.", search.Find("When was the moon landing?")[0]);
            Assert.Empty(search.Find("quarks"));
            Assert.Throws<PureException>(() => new FileSearch(Path.Combine(folder, "none")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static RewardAgent Agent(ScriptedServer server, AgentOptions? options = null)
    {
        RemoteChat chat = Chat(server);
        return new RewardAgent(chat, new FactualityAgent(chat, new ModelKnowledge(chat), 1), new InstructionAgent(chat, null), options ?? new AgentOptions());
    }

    private static RemoteChat Chat(ScriptedServer server) => new(new RemoteClient(new RemoteEndpoint { Url = server.Url, Model = "m", Retries = 1, RetryDelaySeconds = 0.001 }));

    private static Task<ScriptedServer> Server(Func<string, string> answer) => ScriptedServer.StartAsync(async (_, context) =>
    {
        JsonElement request = await ScriptedServer.Body(context);
        string reply = answer(request.GetProperty("messages")[0].GetProperty("content").GetString()!);
        await ScriptedServer.Json(context, JsonSerializer.Serialize(new { choices = new[] { new { message = new { role = "assistant", content = reply } } } }));
    });
}
