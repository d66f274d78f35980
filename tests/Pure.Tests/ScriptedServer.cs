using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Pure.Tests;

/// <summary>A real HTTP server on this machine that answers as a test says.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _requests;

    private ScriptedServer(Func<int, HttpContext, Task> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(context => answer(Interlocked.Increment(ref _requests) - 1, context));
    }

    public string Url => _app.Urls.First();

    /// <summary>Requests so far.</summary>
    public int Requests => _requests;

    /// <summary>Starts a server.</summary>
    /// <param name="answer">Given the number of the request, from 0.</param>
    public static async Task<ScriptedServer> StartAsync(Func<int, HttpContext, Task> answer)
    {
        var server = new ScriptedServer(answer);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Answers with a text.</summary>
    public static Task Json(HttpContext context, string text, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(text);
    }

    /// <summary>The body of a request.</summary>
    public static async Task<System.Text.Json.JsonElement> Body(HttpContext context)
    {
        using var document = await System.Text.Json.JsonDocument.ParseAsync(context.Request.Body);
        return document.RootElement.Clone();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
