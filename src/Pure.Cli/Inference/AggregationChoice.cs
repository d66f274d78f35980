using Pure.Config;
using Pure.Credit;
using Pure.Rewards;

namespace Pure.Cli.Inference;

/// <summary>How step scores become one: as asked for, else by the kind of reward model.</summary>
internal static class AggregationChoice
{
    /// <summary>A process model judges each step by itself, and a solution is as good as its worst step; other kinds say at the last step what they think of the whole.</summary>
    /// <param name="name">The option; <see langword="null"/> when not given.</param>
    /// <param name="rewardModel">Folder or file of the reward model, if there is one.</param>
    public static Aggregation Of(string? name, string? rewardModel)
    {
        if (name is not null) return OptionName.Parse<Aggregation>(name, "--aggregate");
        bool process = rewardModel is null || Directory.Exists(rewardModel) || ConfigFile.Load<RewardModelFile>(rewardModel, []).RewardModel is ProcessModelSource;
        return process ? Aggregation.Min : Aggregation.Last;
    }
}
