// `pure serve`: a policy and a reward model over HTTP, under the routes that vLLM and OpenRLHF use. Listens on this machine only unless
// told otherwise. A request that cannot be answered gets status 400 and one sentence; a bug gets 500 and no details.
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pure.Models;
using Pure.Rewards;
using Pure.Tensors;
using Pure.Text;
using Pure.Training;

namespace Pure.Cli.Serve;

/// <summary>A running server.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly ServeOptions _options;
    private readonly ModelThread _thread = new();
    private readonly WebApplication _app;
    private Lanes? _lanes;
    private ServedPolicy? _policy;
    private ServedReward? _reward;

    private ModelServer(ServeOptions options)
    {
        _options = options;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(options.Url);
        _app = builder.Build();
    }

    /// <summary>Where it listens.</summary>
    public string Address => _app.Urls.First();

    /// <summary>Loads the models and begins to listen.</summary>
    /// <exception cref="PureException">There is nothing to serve, a model cannot be loaded, or the address is taken.</exception>
    public static async Task<ModelServer> StartAsync(ServeOptions options, CancellationToken cancel)
    {
        if (options.Policy is null && options.RewardModel is null) throw new PureException("There is nothing to serve. Give --policy, --reward-model, or both.");
        var server = new ModelServer(options);
        try
        {
            await server._thread.RunAsync(server.Load).ConfigureAwait(false);
            server.Map();
            await server._app.StartAsync(cancel).ConfigureAwait(false);
            return server;
        }
        catch (Exception e)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            if (e is IOException) throw new PureException($"'{options.Url}' cannot be listened at ({e.Message}). Choose another port with --url.", e);
            throw;
        }
    }

    /// <summary>Waits until the server is told to stop.</summary>
    public Task WaitAsync(CancellationToken cancel) => _app.WaitForShutdownAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync().ConfigureAwait(false);
        await _thread.RunAsync(() =>
        {
            _policy?.Dispose();
            _reward?.Dispose();
            _lanes?.Dispose();
            return true;
        }).ConfigureAwait(false);
        _thread.Dispose();
    }

    private bool Load()
    {
        _lanes = new Lanes(_options.Lanes, _options.ThreadsPerLane);
        var scoring = new ScoringOptions(_lanes, _options.TokensPerMicroBatch);
        if (_options.Policy is { } policy) _policy = new ServedPolicy(Policy.Load(policy, _options.Place), policy, scoring, _options.MaxDecodeRows, _thread);
        if (_options.RewardModel is { } reward) _reward = new ServedReward(ProcessRewardModel.Load(reward, _options.Place), Tokenizer.Load(reward), _options.StepSeparator, scoring, _thread);
        return true;
    }

    private void Map()
    {
        _app.Use(Guard);
        _app.MapGet("/health", () => Results.Ok());
        _app.MapGet("/v1/models", () => Json(new JsonObject { ["object"] = "list", ["data"] = new JsonArray([.. Names().Select(name => (JsonNode)new JsonObject { ["id"] = name, ["object"] = "model" })]) }));
        if (_policy is { } policy)
        {
            Post("/v1/completions", request => policy.CompleteAsync(request, Name(_options.Policy!)));
            Post("/v1/chat/completions", request => policy.ChatAsync(request, Name(_options.Policy!)));
        }

        if (_reward is { } reward)
        {
            Post("/pooling", request => reward.PoolAsync(request, Name(_options.RewardModel!)));
            Post("/get_reward", reward.RewardAsync);
        }
    }

    private void Post(string route, Func<JsonElement, Task<JsonObject>> answer) => _app.MapPost(route, async (HttpRequest request) =>
    {
        using JsonDocument document = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted).ConfigureAwait(false);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? Json(await answer(document.RootElement).ConfigureAwait(false))
            : throw new PureException("The request is not a JSON object.");
    });

    /// <summary>Asks for the key and turns exceptions into replies.</summary>
    private async Task Guard(HttpContext context, RequestDelegate next)
    {
        try
        {
            if (_options.Key is { } key && !Same(context.Request.Headers.Authorization.ToString(), "Bearer " + key))
                await Refuse(context, StatusCodes.Status401Unauthorized, "The key is missing or wrong.").ConfigureAwait(false);
            else
                await next(context).ConfigureAwait(false);
        }
        catch (Exception e) when (e is PureException or JsonException)
        {
            await Refuse(context, StatusCodes.Status400BadRequest, e is JsonException ? "The request is not valid JSON." : e.Message).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await System.Console.Error.WriteLineAsync($"{context.Request.Path}: {e}").ConfigureAwait(false);
            await Refuse(context, StatusCodes.Status500InternalServerError, "The server failed; its log says why.").ConfigureAwait(false);
        }
    }

    private static async Task Refuse(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        await Json(new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["type"] = status < 500 ? "invalid_request_error" : "server_error", ["code"] = status } }, status).ExecuteAsync(context).ConfigureAwait(false);
    }

    private IEnumerable<string> Names() => new[] { _options.Policy, _options.RewardModel }.OfType<string>().Select(Name);

    private static string Name(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    private static bool Same(string given, string expected) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    private static IResult Json(JsonObject body, int status = StatusCodes.Status200OK) => Results.Text(body.ToJsonString(), "application/json", Encoding.UTF8, status);
}
