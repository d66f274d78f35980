using Pure.Rollouts.Remote;

namespace Pure.Rewards.Agent;

/// <summary>Evidence out of a language model's own knowledge.</summary>
public sealed class ModelKnowledge(RemoteChat chat) : IEvidenceSource
{
    /// <inheritdoc/>
    public Task<string> FindAsync(string query, CancellationToken cancel) => chat.AskAsync(AgentPrompts.Knowledge(query), 512, cancel);
}
