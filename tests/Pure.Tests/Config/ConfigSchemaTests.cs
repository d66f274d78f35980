using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Pure.Config;

namespace Pure.Tests.Config;

public sealed class ConfigSchemaTests
{
    private static readonly JsonObject Schema = ConfigFile.Schema<SampleConfig>();

    [Theory]
    [InlineData("$.required", """["output_dir"]""")]
    [InlineData("$.additionalProperties", "false")]
    [InlineData("output_dir", """{"type":"string"}""")]
    [InlineData("seed", """{"type":"integer","minimum":0,"default":42}""")]
    [InlineData("max_steps", """{"type":"integer","minimum":1,"default":100}""")]
    [InlineData("credit_assignment", """{"type":"string","enum":["min_form","sum_form","pure-verl"],"default":"min_form"}""")]
    [InlineData("top_p", """{"type":"array","items":{"type":"number","minimum":0,"maximum":1},"default":[1]}""")]
    [InlineData("dtype", """{"type":"string","enum":["float32","bfloat16"],"default":"float32"}""")]
    [InlineData("max_tokens", """{"type":["integer","null"],"default":null}""")]
    [InlineData("lora", """{"type":["object","null"],"properties":{"rank":{"type":"integer","minimum":1,"maximum":1024,"default":16}},"additionalProperties":false}""")]
    public void Each_key_carries_its_type_range_and_default(string key, string expected)
    {
        JsonNode? found = key.StartsWith("$.", StringComparison.Ordinal) ? Schema[key[2..]] : Schema["properties"]![key];
        Assert.Equal(expected, found!.ToJsonString());
    }

    [Fact]
    public void A_section_shows_the_defaults_of_the_record_around_it()
    {
        JsonNode optimizer = Schema["properties"]!["optimizer"]!["properties"]!;
        Assert.Equal(5e-5, optimizer["learning_rate"]!["default"]!.GetValue<double>());
        Assert.Equal(0, optimizer["learning_rate"]!["exclusiveMinimum"]!.GetValue<long>());
        Assert.Equal(2, optimizer["betas"]!["minItems"]!.GetValue<int>());
        Assert.Equal("data", Schema["properties"]!["phases"]!["items"]!["required"]![0]!.GetValue<string>());
        Assert.Null(Schema["properties"]!["steps_times_two"]);
    }

    [Fact]
    public void A_record_that_no_config_can_fill_is_a_bug_and_says_which_property()
    {
        Assert.Contains("'when'", Assert.Throws<InvalidOperationException>(() => ConfigFile.Schema<WithDate>()).Message, StringComparison.Ordinal);
        Assert.Contains("EmailAddressAttribute", Assert.Throws<InvalidOperationException>(() => ConfigFile.Schema<WithUnknownRule>()).Message, StringComparison.Ordinal);
        Assert.Contains("constructor", Assert.Throws<InvalidOperationException>(() => ConfigFile.Schema<SamplePositional>()).Message, StringComparison.Ordinal);
    }

    private sealed record WithDate
    {
        public DateTime When { get; init; }
    }

    private sealed record WithUnknownRule
    {
        [EmailAddress]
        public string Mail { get; init; } = "";
    }

    private sealed record SamplePositional(int Rank);
}
