using Pure.Config;

namespace Pure.Cli.Commands;

/// <summary>The kinds of config file, each with the record that describes it.</summary>
internal static class ConfigKinds
{
    public static readonly IReadOnlyDictionary<string, Type> All = new SortedDictionary<string, Type>(StringComparer.Ordinal)
    {
        ["sft"] = typeof(SftConfig),
        ["reward"] = typeof(RewardConfig),
        ["rl"] = typeof(RlConfig),
    };
}
