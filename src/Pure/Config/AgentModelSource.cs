using System.ComponentModel.DataAnnotations;
using Pure.Rewards.Agent;
using Pure.Rewards.Agent.Sandbox;
using Pure.Rollouts.Remote;

namespace Pure.Config;

/// <summary>RewardAgent (arXiv 2502.19328): a preference reward model, and agents that check facts and explicit demands with a chat model on a server.</summary>
[ConfigKind("agent")]
public sealed record AgentModelSource : RewardModelSource
{
    /// <summary>The chat model of all agents.</summary>
    [Required]
    public RemoteEndpoint Server { get; init; } = new();

    /// <summary>Folder of the preference reward model.</summary>
    [Required]
    [PathKey]
    public string Preference { get; init; } = "";

    /// <summary>The numbers it is computed with; <c>compute.dtype</c> when not set.</summary>
    public ComputeType? Dtype { get; init; }

    /// <summary>Folder of .txt and .md files to search for evidence; the chat model's own knowledge when not given.</summary>
    [PathKey]
    public string? EvidenceFolder { get; init; }

    /// <summary>Sampling temperature of the chat model.</summary>
    [Range(0, 100)]
    public double Temperature { get; init; }

    /// <summary>Weights and scale.</summary>
    public AgentOptions Agent { get; init; } = new();

    /// <summary>Whether demands that the constraint language cannot say are checked by generated Python code, in a sandbox. Refused where the sandbox does not work.</summary>
    public bool RunCode { get; init; }

    /// <summary>Limits of generated code.</summary>
    public SandboxOptions Sandbox { get; init; } = new();
}
