// JSON over HTTP to a model server. Every request may be repeated: it carries its own seed, so a second attempt asks for the same thing.
// A reply counts only when all of it can be read; one that is cut or of the wrong shape is another failed attempt. What is refused
// (status 4xx) is the user's mistake and is not repeated.
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace Pure.Rollouts.Remote;

/// <summary>One server. Safe for use by several threads.</summary>
public sealed class RemoteClient : IDisposable
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    private readonly RemoteEndpoint _endpoint;
    private readonly HttpClient _http;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private readonly Lazy<Task<string>> _model;
    private long _retries;
    private long _failures;
    private string _lastFailure = "";

    /// <exception cref="PureException">The address or the key is not usable.</exception>
    public RemoteClient(RemoteEndpoint endpoint)
    {
        _endpoint = endpoint;
        if (!Uri.TryCreate(endpoint.Url.TrimEnd('/') + "/", UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
            throw new PureException($"'{endpoint.Url}' is not the address of a server. Give one like http://localhost:8000.");
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = endpoint.MaxConcurrency, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        _http = new HttpClient(handler) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        if (endpoint.ApiKeyVariable is { } variable)
        {
            string key = Environment.GetEnvironmentVariable(variable)
                ?? throw new PureException($"The environment variable {variable}, which should hold the key for {endpoint.Url}, is not set. Set it, or leave api_key_variable out.");
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        _pipeline = Pipeline();
        _model = new Lazy<Task<string>>(FirstModelAsync);
    }

    /// <summary>Attempts beyond the first so far, over all requests.</summary>
    public long Retries => Interlocked.Read(ref _retries);

    /// <summary>How many requests failed for good, and what the last one said; empty when none did.</summary>
    public string Failures => Interlocked.Read(ref _failures) is > 0 and long count ? $"{count} requests to {_endpoint.Url} failed; the last one: {_lastFailure}" : "";

    /// <summary>The name of the model to ask for.</summary>
    public Task<string> ModelAsync() => _endpoint.Model is { Length: > 0 } name ? Task.FromResult(name) : _model.Value;

    /// <summary>Posts a request and reads the reply.</summary>
    /// <param name="path">Behind the address, such as <c>v1/completions</c>.</param>
    /// <param name="body">The request.</param>
    /// <param name="read">Makes a result of the reply; throws <see cref="FormatException"/>, or JSON's own errors, when the reply is not what was asked for.</param>
    /// <param name="cancel">Ends the request.</param>
    /// <exception cref="RemoteException">All attempts failed.</exception>
    /// <exception cref="PureException">The server refused the request.</exception>
    public Task<T> PostAsync<T>(string path, JsonObject body, Func<JsonElement, T> read, CancellationToken cancel) =>
        AskAsync(() => new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) }, read, cancel);

    public void Dispose() => _http.Dispose();

    private async Task<T> AskAsync<T>(Func<HttpRequestMessage> request, Func<JsonElement, T> read, CancellationToken cancel)
    {
        // The result of the last attempt; there is one whenever the pipeline returns a success.
        T result = default!;
        try
        {
            using HttpResponseMessage reply = await _pipeline.ExecuteAsync(async token =>
            {
                using HttpRequestMessage message = request();
                HttpResponseMessage response = await _http.SendAsync(message, token).ConfigureAwait(false);
                if (response.IsSuccessStatusCode) result = await ReadAsync(response, read, token).ConfigureAwait(false);
                return response;
            }, cancel).ConfigureAwait(false);
            if (reply.IsSuccessStatusCode) return result;
            string said = await SaidAsync(reply, cancel).ConfigureAwait(false);
            if ((int)reply.StatusCode is >= 400 and < 500 && reply.StatusCode is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests))
                throw new PureException($"The server {_endpoint.Url} refused a request to {reply.RequestMessage?.RequestUri?.AbsolutePath} with status {(int)reply.StatusCode}: {said}. Check the model's name, its length limit and what the server can do.");
            throw Failed(new RemoteException($"status {(int)reply.StatusCode} ({said})"));
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutRejectedException)
        {
            throw Failed(new RemoteException(e is TimeoutRejectedException ? $"no reply within {_endpoint.TimeoutSeconds} s" : e.Message, e));
        }
    }

    /// <summary>Reads a reply; a body that is cut, or not what was asked for, is an attempt that failed.</summary>
    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, Func<JsonElement, T> read, CancellationToken cancel)
    {
        try
        {
            await using Stream stream = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
            using JsonDocument document = await JsonDocument.ParseAsync(stream, cancellationToken: cancel).ConfigureAwait(false);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or IOException or ArgumentException or IndexOutOfRangeException)
        {
            response.Dispose();
            throw new HttpRequestException($"the reply cannot be used: {e.Message}", e);
        }
    }

    private ResiliencePipeline<HttpResponseMessage> Pipeline()
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage>();
        builder.AddConcurrencyLimiter(_endpoint.MaxConcurrency, int.MaxValue);
        if (_endpoint.Retries > 0)
        {
            builder.AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = _endpoint.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromSeconds(_endpoint.RetryDelaySeconds),
                MaxDelay = LongestDelay,
                ShouldRetryAfterHeader = false,
                DelayGenerator = outcome => ValueTask.FromResult(Asked(outcome.Outcome.Result)),
                OnRetry = _ =>
                {
                    Interlocked.Increment(ref _retries);
                    return default;
                },
            });
        }

        return builder.AddTimeout(TimeSpan.FromSeconds(_endpoint.TimeoutSeconds)).Build();
    }

    /// <summary>The wait that a server asks for; <see langword="null"/> for the usual one.</summary>
    private static TimeSpan? Asked(HttpResponseMessage? reply)
    {
        TimeSpan? asked = reply?.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - DateTimeOffset.UtcNow,
            _ => null,
        };
        return asked is { } wait ? TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, LongestDelay.Ticks)) : null;
    }

    private async Task<string> FirstModelAsync()
    {
        try
        {
            return await AskAsync(() => new HttpRequestMessage(HttpMethod.Get, "v1/models"),
                reply => reply.GetProperty("data")[0].GetProperty("id").GetString() ?? throw new FormatException("a model has no id"), CancellationToken.None).ConfigureAwait(false);
        }
        catch (RemoteException e)
        {
            throw new PureException($"The server {_endpoint.Url} does not answer: {e.Message}. Start it, or correct the address.", e);
        }
    }

    private RemoteException Failed(RemoteException e)
    {
        Interlocked.Increment(ref _failures);
        _lastFailure = e.Message;
        return e;
    }

    private static async Task<string> SaidAsync(HttpResponseMessage reply, CancellationToken cancel)
    {
        string text = (await reply.Content.ReadAsStringAsync(cancel).ConfigureAwait(false)).ReplaceLineEndings(" ").Trim();
        return text.Length switch { 0 => "no message", > 300 => text[..300] + "...", _ => text };
    }
}
