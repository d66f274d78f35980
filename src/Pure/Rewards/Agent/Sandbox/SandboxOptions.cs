using System.ComponentModel.DataAnnotations;

namespace Pure.Rewards.Agent.Sandbox;

/// <summary>Limits of generated code.</summary>
public sealed record SandboxOptions
{
    /// <summary>The Python interpreter that runs generated checks.</summary>
    [Required]
    public string Interpreter { get; init; } = "python3";

    /// <summary>Longest run of one check, in seconds; processor time is limited to the same.</summary>
    [Range(1, 3600)]
    public int Seconds { get; init; } = 5;

    /// <summary>Most memory, in MiB.</summary>
    [Range(16, 65_536)]
    public int MemoryMib { get; init; } = 512;

    /// <summary>Most output that is read, in bytes; what is beyond it ends the run.</summary>
    [Range(1, 100_000_000)]
    public int OutputBytes { get; init; } = 65_536;
}
