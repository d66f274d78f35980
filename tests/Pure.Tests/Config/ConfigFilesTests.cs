using Pure.Config;
using Pure.Credit;

namespace Pure.Tests.Config;

/// <summary>Every configuration in configs/ is sound. Its name begins with the command it is for.</summary>
public sealed class ConfigFilesTests
{
    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder(), "*.yaml").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_loads(string file)
    {
        string path = Path.Combine(Folder(), file);
        RunConfig config = file.Split('-', '.')[0] switch
        {
            "sft" => ConfigFile.Load<SftConfig>(path, []),
            "reward" => ConfigFile.Load<RewardConfig>(path, []),
            "rl" => ConfigFile.Load<RlConfig>(path, []),
            string other => throw new InvalidOperationException($"'{file}' names no command: {other}"),
        };
        Assert.NotEmpty(config.OutputDir);
    }

    [Theory]
    [InlineData("pure-main")]
    [InlineData("pure-verl")]
    [InlineData("paper")]
    public void The_published_variants_are_the_presets_written_out(string preset) =>
        Assert.Equal(CreditPresets.ByName(preset), ConfigFile.Load<RlConfig>(Path.Combine(Folder(), $"rl-{preset}.yaml"), []).Credit);

    [Fact]
    public void A_group_of_one_with_a_baseline_of_the_others_is_refused_with_what_to_do()
    {
        var e = Assert.Throws<PureException>(() => ConfigFile.Load<RlConfig>(Path.Combine(Folder(), "rl-pure.yaml"), ["rl.num_generations=1"]));
        Assert.Contains("rl.num_generations is 1, but a leave-one-out baseline", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Process_rewards_without_a_reward_model_are_refused()
    {
        var e = Assert.Throws<PureException>(() => ConfigFile.Load<RlConfig>(Path.Combine(Folder(), "rl-verifiable-only.yaml"), ["credit.reward_mode=prm"]));
        Assert.Contains("there is no reward_model", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Advantages_beyond_the_range_of_rewards_are_refused_before_anything_runs()
    {
        var e = Assert.Throws<PureException>(() => ConfigFile.Load<RlConfig>(Path.Combine(Folder(), "rl-pav.yaml"), ["reward_model.alpha=5"]));
        Assert.Contains("rewards of this reward_model lie in [-5, 5]", e.Message, StringComparison.Ordinal);
    }

    private static string Folder()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Pure.slnx"))) folder = Path.GetDirectoryName(folder);
        return Path.Combine(folder ?? throw new InvalidOperationException("The tests do not run inside the repository."), "configs");
    }
}
