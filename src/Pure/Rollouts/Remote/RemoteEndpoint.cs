using System.ComponentModel.DataAnnotations;

namespace Pure.Rollouts.Remote;

/// <summary>A model server: vLLM or another server that speaks OpenAI's protocol, or <c>pure serve</c>.</summary>
public sealed record RemoteEndpoint
{
    /// <summary>Where it is, without the path: <c>http://localhost:8000</c>.</summary>
    [Required]
    public string Url { get; init; } = "";

    /// <summary>Name of the model there; the first one that the server lists when not given.</summary>
    public string? Model { get; init; }

    /// <summary>Name of the environment variable that holds the server's key, where it asks for one. The key itself never stands in a file.</summary>
    public string? ApiKeyVariable { get; init; }

    /// <summary>Longest wait for one attempt, in seconds.</summary>
    [Range(0.05, 86_400)]
    public double TimeoutSeconds { get; init; } = 300;

    /// <summary>Further attempts after one that failed: no connection, time-out, status 408, 429 or 5xx, a reply that cannot be read.</summary>
    [Range(0, 50)]
    public int Retries { get; init; } = 4;

    /// <summary>Wait before the second attempt, in seconds; doubled, with some chance, before each further one. A server's Retry-After is obeyed up to a minute.</summary>
    [Range(0, 600)]
    public double RetryDelaySeconds { get; init; } = 0.5;

    /// <summary>Requests under way at a time.</summary>
    [Range(1, 100_000)]
    public int MaxConcurrency { get; init; } = 32;
}
