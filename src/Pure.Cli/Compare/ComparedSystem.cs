using Pure.Config;

namespace Pure.Cli.Compare;

/// <summary>One way to reward a policy on the embedded task. Start policy, prompts, seeds and every size are the same for all; a system brings its rewards, and what is prescribed for them.</summary>
/// <param name="Key">Names its run folder, and the system on the command line.</param>
/// <param name="ShortName">In plots.</param>
/// <param name="Name">In tables.</param>
/// <param name="Configure">Trains what the system needs, and completes the configuration that all have in common.</param>
internal sealed record ComparedSystem(string Key, string ShortName, string Name, Func<EmbeddedTask, RlConfig, RlConfig> Configure)
{
    /// <summary>What it is told about right and wrong, in words.</summary>
    public required string Supervision { get; init; }

    /// <summary>Share of the training problems whose answer it may see.</summary>
    public double AnsweredShare { get; init; } = 1;

    /// <summary>Run folders, counts files and the like that it needs before RL, for the account of costs.</summary>
    public Func<EmbeddedTask, IReadOnlyList<StageCost>> Costs { get; init; } = _ => [];

    /// <summary>The reward model that is judged on its own, if the system has one before RL begins.</summary>
    public JudgedModel? Judged { get; init; }
}
