using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pure.Rollouts.Remote;

namespace Pure.Tests.Rollouts.Remote;

public sealed class RemoteClientTests
{
    private const string Good = """{"answer": 7}""";

    public static TheoryData<string> Failures() => ["500", "429", "slow", "truncated", "cut connection", "not JSON", "wrong shape"];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_server_that_fails_twice_is_asked_again(string failure)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((n, context) => n < 2 ? Fail(failure, context) : ScriptedServer.Json(context, Good));
        using var client = new RemoteClient(Endpoint(server.Url));
        Assert.Equal(7, await Ask(client));
        Assert.Equal(3, server.Requests);
        Assert.Equal(2, client.Retries);
        Assert.Equal("", client.Failures);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_server_that_always_fails_is_named_and_counted(string failure)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((_, context) => Fail(failure, context));
        using var client = new RemoteClient(Endpoint(server.Url));
        await Assert.ThrowsAsync<RemoteException>(() => Ask(client));
        Assert.Equal(4, server.Requests);
        Assert.Contains(server.Url, client.Failures, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_request_is_the_users_mistake_and_is_not_repeated()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((_, context) => ScriptedServer.Json(context, """{"error": {"message": "no model 'x'"}}""", 404));
        using var client = new RemoteClient(Endpoint(server.Url));
        PureException e = await Assert.ThrowsAsync<PureException>(() => Ask(client));
        Assert.Contains("no model 'x'", e.Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task No_server_is_a_failure_with_its_address()
    {
        using var client = new RemoteClient(Endpoint("http://127.0.0.1:1"));
        RemoteException e = await Assert.ThrowsAsync<RemoteException>(() => Ask(client));
        Assert.Contains("127.0.0.1:1", client.Failures, StringComparison.Ordinal);
        Assert.NotEmpty(e.Message);
    }

    [Fact]
    public async Task Retry_After_is_obeyed()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((n, context) =>
        {
            if (n > 0) return ScriptedServer.Json(context, Good);
            context.Response.Headers.RetryAfter = "1";
            return ScriptedServer.Json(context, "", 429);
        });
        using var client = new RemoteClient(Endpoint(server.Url));
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(7, await Ask(client));
        Assert.True(Stopwatch.GetElapsedTime(start).TotalSeconds >= 0.95);
    }

    [Fact]
    public async Task Never_more_requests_at_a_time_than_allowed()
    {
        int now = 0, most = 0;
        await using ScriptedServer server = await ScriptedServer.StartAsync(async (_, context) =>
        {
            int here = Interlocked.Increment(ref now);
            InterlockedMax(ref most, here);
            await Task.Delay(10);
            Interlocked.Decrement(ref now);
            await ScriptedServer.Json(context, Good);
        });
        using var client = new RemoteClient(Endpoint(server.Url) with { MaxConcurrency = 3 });
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Ask(client)));
        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task The_key_is_sent_and_never_stands_in_the_configuration()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((_, context) =>
            ScriptedServer.Json(context, context.Request.Headers.Authorization == "Bearer a secret" ? Good : "{}", context.Request.Headers.Authorization == "Bearer a secret" ? 200 : 401));
        Environment.SetEnvironmentVariable("PURE_TEST_KEY", "a secret");
        using var client = new RemoteClient(Endpoint(server.Url) with { ApiKeyVariable = "PURE_TEST_KEY" });
        Assert.Equal(7, await Ask(client));
        Assert.Contains("PURE_NO_KEY", Assert.Throws<PureException>(() => new RemoteClient(Endpoint(server.Url) with { ApiKeyVariable = "PURE_NO_KEY" })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost:8000")]
    [InlineData("ftp://a")]
    [InlineData("")]
    public void An_address_that_is_none_is_refused(string url) => Assert.Throws<PureException>(() => new RemoteClient(new RemoteEndpoint { Url = url }));

    internal static RemoteEndpoint Endpoint(string url) => new() { Url = url, Model = "m", Retries = 3, RetryDelaySeconds = 0.001, TimeoutSeconds = 0.3 };

    internal static async Task Fail(string failure, HttpContext context)
    {
        switch (failure)
        {
            case "500": await ScriptedServer.Json(context, "oh no", 500); break;
            case "429": await ScriptedServer.Json(context, "", 429); break;
            case "slow": await Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted); break;
            case "truncated": await ScriptedServer.Json(context, """{"answer": """); break;
            case "not JSON": await ScriptedServer.Json(context, "<html>"); break;
            case "wrong shape": await ScriptedServer.Json(context, """{"answers": [7]}"""); break;
            default:
                context.Response.ContentLength = 1000;
                await context.Response.WriteAsync("""{"answer": 7""");
                context.Abort();
                break;
        }
    }

    private static Task<int> Ask(RemoteClient client) =>
        client.PostAsync("anything", new JsonObject { ["question"] = 6 }, reply => reply.GetProperty("answer").GetInt32(), TestContext.Current.CancellationToken);

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = target) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
