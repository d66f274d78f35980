using System.Text.Json.Nodes;
using Pure.Config;

namespace Pure.Tests.Config;

/// <summary>Sections of several kinds.</summary>
public sealed class ConfigKindTests
{
    [Fact]
    public void The_kind_decides_the_record_and_its_keys()
    {
        Assert.Equal(new SampleStepReward { Width = 3 }, Read("").Reward);
        Assert.Equal(new SampleStepReward { Width = 5 }, Read("reward: {width: 5}").Reward);
        Assert.Equal(new SampleStepReward { Width = 3 }, Read("reward: {kind: step}").Reward);
        Assert.Equal(new SamplePairReward { Data = "a" }, Read("reward: {kind: pair, data: a}").Reward);
        Assert.Null(Read("second: null").Second);
        Assert.Equal(new SampleStepReward(), Read("second: {kind: step}").Second);
        Assert.Equal(new SamplePairReward { Data = "x", Margin = 1 }, ConfigFile.Parse<SampleKinds>("", "a.yaml", ["second.kind=pair", "second.data=x", "second.margin=1"]).Second);
    }

    [Theory]
    [InlineData("reward: {kind: pairs, data: a}", "'pairs' is not known; it must be one of step, pair. Did you mean 'pair'?")]
    [InlineData("reward: {kind: pair, width: 5, data: a}", "there is no such key")]
    [InlineData("reward: {kind: pair}", "reward.data")]
    [InlineData("reward: {kind: step, width: 10}", "10 is out of range")]
    [InlineData("second: {knd: pair}", "did you mean 'kind'?")]
    public void What_does_not_belong_to_the_kind_is_refused(string yaml, string message) =>
        Assert.Contains(message, Assert.Throws<PureException>(() => Read(yaml)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_written_reads_back_and_differences_name_the_kind()
    {
        var config = new SampleKinds { Reward = new SamplePairReward { Data = "a" }, Second = new SampleStepReward() };
        string yaml = ConfigFile.Write(config);
        Assert.Equal("reward:\n  kind: pair\n  data: a\n  margin: 0.5\nsecond:\n  kind: step\n  width: 2\n", yaml);
        Assert.Equal(config, Read(yaml));
        Assert.Contains(new ConfigDifference("reward.kind", "step", "pair"), ConfigDifference.Between(new SampleKinds(), config));
    }

    [Fact]
    public void Schema_and_defaults_show_every_kind()
    {
        JsonArray choices = ConfigFile.Schema<SampleKinds>()["properties"]!["reward"]!["anyOf"]!.AsArray();
        Assert.Equal("""{"kind":{"const":"step"},"width":{"type":"integer","minimum":1,"maximum":9,"default":3}}""", choices[0]!["properties"]!.ToJsonString());
        Assert.Null(choices[0]!["required"]);
        Assert.Equal("""["kind","data"]""", choices[1]!["required"]!.ToJsonString());
        Assert.Equal("""{"type":"null"}""", choices[2]!.ToJsonString());
        Assert.Contains("  kind: pair", ConfigFile.Defaults(typeof(SampleKinds), ["reward.kind=pair"]), StringComparison.Ordinal);
        Assert.Contains("reward.kind=pair", Assert.Throws<PureException>(() => ConfigFile.Defaults(typeof(SampleKinds), ["reward.kind=triple"])).Message, StringComparison.Ordinal);
    }

    private static SampleKinds Read(string yaml) => ConfigFile.Parse<SampleKinds>(yaml, "a.yaml", []);
}
