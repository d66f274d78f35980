using System.Text.Json;
using Pure.Cli.Commands;
using Pure.Config;

namespace Pure.EndToEnd.Tests.Cli;

public sealed class ConfigCommandTests
{
    public static TheoryData<string> Kinds => [.. ConfigKinds.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Schema_and_defaults_of_a_kind_have_the_same_keys(string kind)
    {
        CommandLine schema = CommandLine.Run("config", "schema", kind), defaults = CommandLine.Run("config", "defaults", kind);
        Assert.Equal((0, 0), (schema.ExitCode, defaults.ExitCode));
        JsonElement root = JsonDocument.Parse(schema.Out).RootElement;
        Assert.False(root.GetProperty("additionalProperties").GetBoolean());
        string[] keys = [.. root.GetProperty("properties").EnumerateObject().Select(property => property.Name)];
        string[] written = [.. defaults.Out.Split('\n').Where(line => line.Length > 0 && char.IsAsciiLetter(line[0])).Select(line => line.Split(':')[0])];
        Assert.Equal(string.Join(' ', keys), string.Join(' ', written));
    }

    [Fact]
    public void The_defaults_are_a_config_once_the_required_keys_are_filled_in()
    {
        string yaml = CommandLine.Run("config", "defaults", "rl").Out;
        string problems = Assert.Throws<PureException>(() => ConfigFile.Parse<RlConfig>(yaml, "rl.yaml", [])).Message;
        Assert.Contains("output_dir", problems, StringComparison.Ordinal);
        RlConfig config = ConfigFile.Parse<RlConfig>(yaml, "rl.yaml", ["output_dir=/x", "model.path=/x", "reward_model.path=/x", "rl.prompts=/x"]);
        Assert.Equal(new RlOptions().LearningRate, config.Rl.LearningRate);
    }

    [Fact]
    public void Without_a_kind_all_are_printed()
    {
        JsonElement all = JsonDocument.Parse(CommandLine.Run("config", "schema").Out).RootElement;
        Assert.Equal(ConfigKinds.All.Count, all.EnumerateObject().Count());
        Assert.Equal(ConfigKinds.All.Count - 1, CommandLine.Run("config", "defaults").Out.Split('\n').Count(line => line == "---"));
    }
}
