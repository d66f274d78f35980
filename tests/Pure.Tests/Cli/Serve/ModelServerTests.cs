using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pure.Cli.Serve;
using Pure.Models;
using Pure.Rewards;
using Pure.Rewards.Remote;
using Pure.Rollouts;
using Pure.Rollouts.Remote;
using Pure.Tensors;
using Pure.Training;

namespace Pure.Tests.Cli.Serve;

/// <summary>The server and the clients that speak to it, each checked against the same model in this process.</summary>
public sealed class ModelServerTests : IAsyncLifetime
{
    private const string ChatText = "{% for m in messages %}{% if m.role == 'system' %}s{% endif %}{{ m.content }}{% if not loop.last %}{{ '\\n' }}{% endif %}{% endfor %}{% if add_generation_prompt %}{{ '?3\\n' }}{% endif %}";
    private const string Solution = "a-4=1\nb+2=3\ns3\nc*3=2\n#2";

    private readonly ChainFolder _policyFolder = new();
    private readonly RewardFolder _rewardFolder = new();
    private ModelServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private RemoteEndpoint Endpoint => new() { Url = _server.Address, Model = "m", Retries = 0 };

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_policyFolder.Path, "chat_template.jinja"), ChatText, Cancel);
        _server = await ModelServer.StartAsync(new ServeOptions("http://127.0.0.1:0", _policyFolder.Path, _rewardFolder.Path, "\n", null) { Lanes = 1 }, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _policyFolder.Dispose();
        _rewardFolder.Dispose();
    }

    [Fact]
    public void The_likeliest_tokens_are_those_of_a_local_generator()
    {
        using var lanes = new Lanes(1, 1);
        using var policy = Policy.Load(_policyFolder.Path);
        Prompt[] prompts = [.. new[] { "a-4b+2c*3?5\n", "a+1?0\n", "a+1b+1?6\n" }.Select((text, i) => new Prompt($"p{i}", policy.Tokenizer.Encode(text)))];
        var request = new GenerationRequest(prompts, 1, 3);
        var greedy = new SamplingOptions(12, Temperature: 0);
        IReadOnlyList<Rollout> here = new LocalGenerator(policy.Decoder, lanes, policy.Tokenizer.EndOfSequence, 8).Generate(policy.Weights, request, greedy, Cancel);
        using var generator = new RemoteGenerator(new RemoteClient(Endpoint), policy.Tokenizer.EndOfSequence);
        IReadOnlyList<Rollout> there = generator.Generate(request, greedy, Cancel);
        Assert.Equal(here.Select(r => r.ResponseIds), there.Select(r => r.ResponseIds));
        Assert.Equal(here.Select(r => r.Finish), there.Select(r => r.Finish));
    }

    [Fact]
    public void Log_probabilities_are_those_of_the_model_and_a_seed_repeats_its_tokens()
    {
        using var lanes = new Lanes(1, 1);
        using var policy = Policy.Load(_policyFolder.Path);
        var request = new GenerationRequest([new Prompt("p", policy.Tokenizer.Encode("a-4b+2c*3?5\n"))], 5, 11);
        using var generator = new RemoteGenerator(new RemoteClient(Endpoint), policy.Tokenizer.EndOfSequence);
        IReadOnlyList<Rollout> once = generator.Generate(request, new SamplingOptions(20, 0.7), Cancel), twice = generator.Generate(request, new SamplingOptions(20, 0.7), Cancel);
        Assert.Equal(once.Select(r => r.ResponseIds), twice.Select(r => r.ResponseIds));
        Assert.True(once.Select(r => string.Join(',', r.ResponseIds)).Distinct(StringComparer.Ordinal).Count() > 1);
        float[][] scores = TokenLogProbabilities.Score(policy.Decoder, policy.Weights, [.. once.Select(r => TokenSequence.Of(r.PromptIds, r.ResponseIds))], new ScoringOptions(lanes, 512, 0.7));
        for (int i = 0; i < once.Count; i++)
            for (int t = 0; t < scores[i].Length; t++) Assert.Equal(scores[i][t], once[i].LogProbabilities[t], 1e-4f);
    }

    [Fact]
    public void Pauses_are_where_a_local_generator_pauses()
    {
        using var policy = Policy.Load(_policyFolder.Path);
        using var generator = new RemoteGenerator(new RemoteClient(Endpoint), policy.Tokenizer.EndOfSequence);
        IReadOnlySet<int> newline = policy.Tokenizer.IdsEndingWith("\n");
        IReadOnlyList<Rollout> rollouts = generator.Generate(new GenerationRequest([new Prompt("p", policy.Tokenizer.Encode("a+1?0\n"))], 32, 1), new SamplingOptions(40) { PauseAt = newline }, Cancel);
        Assert.Contains(rollouts, r => r.Finish == FinishReason.Pause);
        Assert.All(rollouts, r => Assert.Equal(r.Finish == FinishReason.Pause, newline.Contains(r.ResponseIds[^1])));
    }

    [Fact]
    public async Task A_conversation_is_written_by_the_chat_template_and_answered_like_its_text()
    {
        JsonObject[] said = [new() { ["role"] = "system", ["content"] = "1" }, new() { ["role"] = "user", ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = "a+1" }) }];
        var ask = new JsonObject { ["messages"] = new JsonArray([.. said]), ["max_completion_tokens"] = 7, ["temperature"] = 0, ["n"] = 2, ["logprobs"] = true };
        JsonElement chat = await Post("/v1/chat/completions", ask), text = await Post("/v1/completions", new JsonObject { ["prompt"] = "s1\na+1?3\n", ["max_tokens"] = 7, ["temperature"] = 0 });
        JsonElement choice = chat.GetProperty("choices")[1], expected = text.GetProperty("choices")[0];
        Assert.Equal("chat.completion", chat.GetProperty("object").GetString());
        Assert.Equal(expected.GetProperty("text").GetString(), choice.GetProperty("message").GetProperty("content").GetString());
        Assert.Equal("assistant", choice.GetProperty("message").GetProperty("role").GetString());
        Assert.Equal(expected.GetProperty("finish_reason").GetString(), choice.GetProperty("finish_reason").GetString());
        Assert.Equal(expected.GetProperty("token_ids").GetArrayLength(), choice.GetProperty("logprobs").GetProperty("content").GetArrayLength());
        Assert.Equal(2 * expected.GetProperty("token_ids").GetArrayLength(), chat.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
        Assert.Equal("s1\na+1?3\n".Length, chat.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
    }

    [Fact]
    public async Task A_chat_client_gets_the_reply_and_without_a_limit_it_ends_within_the_models_positions()
    {
        using var client = new RemoteChat(new RemoteClient(Endpoint));
        string reply = await client.AskAsync("a+1", 9, Cancel);
        Assert.InRange(reply.Length, 0, 9);
        JsonElement unlimited = await Post("/v1/chat/completions", new JsonObject { ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "a+1" }), ["seed"] = 4 });
        Assert.InRange(unlimited.GetProperty("usage").GetProperty("total_tokens").GetInt32(), 7, ModelFolder.ReadConfig(_policyFolder.Path).MaxPositions);
    }

    [Fact]
    public async Task A_model_without_a_chat_template_says_so_and_still_completes()
    {
        using var plain = new ChainFolder();
        await using ModelServer server = await ModelServer.StartAsync(new ServeOptions("http://127.0.0.1:0", plain.Path, null, "\n", null) { Lanes = 1 }, Cancel);
        using var http = new HttpClient { BaseAddress = new Uri(server.Address) };
        using HttpResponseMessage refused = await http.PostAsync("/v1/chat/completions", new StringContent("""{"messages": [{"role": "user", "content": "a+1"}]}"""), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("has no chat template", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using HttpResponseMessage done = await http.PostAsync("/v1/completions", new StringContent("""{"prompt": "a+1?0\n"}"""), Cancel);
        Assert.True(done.IsSuccessStatusCode);
    }

    [Fact]
    public void Given_continuations_are_scored_as_in_this_process()
    {
        using var lanes = new Lanes(1, 1);
        using var here = LocalLanguageModel.Load(_policyFolder.Path, _policyFolder.Tokenizer, new ScoringOptions(lanes, 512), 8);
        using var there = new RemoteLanguageModel(new RemoteClient(Endpoint), _policyFolder.Tokenizer.EndOfSequence);
        TokenSequence[] sequences = [.. new[] { "+", "-", "#2" }.Select(text => TokenSequence.Of(_policyFolder.Tokenizer.Encode("a+1?0\n"), _policyFolder.Tokenizer.Encode(text)))];
        IReadOnlyList<double?> expected = here.LogProbabilities(sequences), actual = there.LogProbabilities(sequences);
        for (int i = 0; i < sequences.Length; i++) Assert.Equal(expected[i]!.Value, actual[i]!.Value, 1e-4);
    }

    [Fact]
    public async Task Step_rewards_are_those_of_the_model_in_this_process()
    {
        using var lanes = new Lanes(1, 1);
        using var here = ProcessRewardModel.Load(_rewardFolder.Path);
        here.ReadStepsOf(_rewardFolder.Tokenizer, "\n");
        (Rollout rollout, Steps steps) = Response("a-4b+2c*3?5\n", Solution);
        double[] expected = here.Score([rollout], [steps], new ScoringOptions(lanes, 512))[0];
        using var there = new ServedRewardModel(new RemoteClient(Endpoint), here.Reading, ClassScores.Probabilities);
        ResponseReward actual = there.Score([rollout], [steps], new ScoringOptions(lanes, 512))[0];
        Assert.Equal(expected.Length, actual.Steps.Length);
        for (int j = 0; j < expected.Length; j++) Assert.Equal(expected[j], actual.Steps[j], 1e-5);

        JsonElement reply = await Post("/get_reward", new JsonObject { ["query"] = new JsonArray("a-4b+2c*3?5\n" + Solution), ["prompts"] = new JsonArray("a-4b+2c*3?5\n") });
        Assert.Equal(expected.Min(), reply.GetProperty("rewards")[0].GetDouble(), 1e-5);
        Assert.Equal(expected.Length, reply.GetProperty("step_rewards")[0].GetArrayLength());
    }

    [Theory]
    [InlineData("""{"data": [{"data": [[0.1, 0.9]]}]}""", "1 scores for")]
    [InlineData("""{"data": [{"data": [[0.1], [0.2], [0.3], [0.4], [0.5]]}]}""", "1 numbers")]
    [InlineData("""{"data": [{"data": [[-3, 5], [1, 2], [1, 2], [1, 2], [1, 2]]}]}""", "no probabilities")]
    public async Task Scores_that_do_not_fit_are_missing_and_say_why(string reply, string reason)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((_, context) => ScriptedServer.Json(context, reply));
        using var lanes = new Lanes(1, 1);
        using var model = new ServedRewardModel(new RemoteClient(new RemoteEndpoint { Url = server.Url, Model = "m", Retries = 1, RetryDelaySeconds = 0.001 }), StepReading.Of(_rewardFolder.Tokenizer, "\n", StepInput.WholeSteps).ForSteps(_rewardFolder.Tokenizer, "\n"), ClassScores.Probabilities);
        (Rollout rollout, Steps steps) = Response("a-4b+2c*3?5\n", Solution);
        ResponseReward reward = model.Score([rollout], [steps], new ScoringOptions(lanes, 512))[0];
        Assert.True(reward.IsMissing);
        Assert.Contains(reason, reward.Reason!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/completions", """{"prompt": []}""", "empty")]
    [InlineData("/v1/completions", """{"prompt": [999]}""", "999")]
    [InlineData("/v1/completions", """{"prompt": "a", "stream": true}""", "stream")]
    [InlineData("/v1/completions", """{"prompt": "a+1?0\n", "max_tokens": 0}""", "max_tokens")]
    [InlineData("/v1/completions", """{"prompt": "a+1?0\n", "repetition_penalty": 1.2}""", "repetition_penalty")]
    [InlineData("/v1/completions", """{"prompt": "a+1?0\n", "max_tokens": 1000}""", "positions")]
    [InlineData("/v1/completions", "{", "JSON")]
    [InlineData("/v1/chat/completions", """{"messages": []}""", "messages")]
    [InlineData("/v1/chat/completions", """{"messages": [{"role": "wizard", "content": "a"}]}""", "wizard")]
    [InlineData("/v1/chat/completions", """{"messages": [{"role": "user"}]}""", "content")]
    [InlineData("/v1/chat/completions", """{"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}""", "not a text")]
    [InlineData("/v1/chat/completions", """{"messages": [{"role": "user", "content": "a"}], "stream": true}""", "stream")]
    [InlineData("/v1/chat/completions", """{"messages": [{"role": "user", "content": "a"}], "tools": [{}]}""", "tools")]
    [InlineData("/v1/chat/completions", """{"messages": [{"role": "user", "content": "a"}], "response_format": {"type": "json_object"}}""", "response_format")]
    [InlineData("/v1/chat/completions", """{"messages": [{"role": "user", "content": "a"}], "max_tokens": 1000}""", "positions")]
    [InlineData("/pooling", """{"input": {"a": 1}}""", "input")]
    [InlineData("/get_reward", """{"query": ["a"], "prompts": []}""", "prompts")]
    public async Task A_request_that_cannot_be_answered_gets_one_sentence(string route, string body, string names)
    {
        using var http = new HttpClient { BaseAddress = new Uri(_server.Address) };
        using HttpResponseMessage reply = await http.PostAsync(route, new StringContent(body), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Contains(names, await reply.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_that_come_together_get_the_same_replies_as_alone()
    {
        using var http = new HttpClient { BaseAddress = new Uri(_server.Address) };
        JsonObject[] bodies = [.. Enumerable.Range(0, 12).Select(i => new JsonObject { ["prompt"] = "a+1b-2?3\n", ["seed"] = i % 4, ["max_tokens"] = 5 + (i % 3), ["logprobs"] = 1 })];
        string[] alone = new string[bodies.Length];
        for (int i = 0; i < bodies.Length; i++) alone[i] = (await Post("/v1/completions", bodies[i])).GetProperty("choices")[0].GetProperty("token_ids").GetRawText();
        string[] together = await Task.WhenAll(bodies.Select(async body => (await Post("/v1/completions", body)).GetProperty("choices")[0].GetProperty("token_ids").GetRawText()));
        Assert.Equal(alone, together);
    }

    private async Task<JsonElement> Post(string route, JsonObject body)
    {
        using var http = new HttpClient { BaseAddress = new Uri(_server.Address) };
        using HttpResponseMessage reply = await http.PostAsJsonAsync(route, body, Cancel);
        Assert.True(reply.IsSuccessStatusCode, await reply.Content.ReadAsStringAsync(Cancel));
        return (await reply.Content.ReadFromJsonAsync<JsonElement>(Cancel)).Clone();
    }

    private (Rollout Rollout, Steps Steps) Response(string prompt, string response)
    {
        int[] ids = [.. _rewardFolder.Tokenizer.Encode(response), _rewardFolder.Tokenizer.EndOfSequence];
        return (new Rollout("p", 0, _rewardFolder.Tokenizer.Encode(prompt), ids, new float[ids.Length], FinishReason.Stop, 0, 0), Steps.Of(ids, _rewardFolder.Tokenizer.IdsEndingWith("\n")));
    }
}
