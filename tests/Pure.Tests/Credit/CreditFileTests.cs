using Pure.Credit;
using Xunit;

namespace Pure.Tests.Credit;

public sealed class CreditFileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Reads_counts_texts_and_ids_of_tokens()
    {
        IReadOnlyList<CreditRecord> records = Read(
            """{"prompt_id": "p", "prompt": "q?", "outcome": true, "num_tokens": 5, "steps": [{"text": "a b", "tokens": 3, "reward": 0.5}, {"text": "c", "tokens": 2, "reward": -1}]}""",
            "",
            """{"prompt_id": "p", "outcome": null, "truncated": true, "steps": [{"tokens": ["x", "y.\n\n"]}, {"tokens": ["z"]}], "logprobs": [-1, -2, -3], "ref_logprobs": [-1, -1, -1]}""",
            """{"prompt_id": 7, "outcome": 0, "steps": [{"tokens": [11, 12, 271], "reward": 0}]}""");
        Assert.Equal(3, records.Count);
        Assert.Equal((1, "q?", 1.0, 5), (records[0].Line, records[0].Prompt, records[0].Input.Outcome, records[0].Input.Length));
        Assert.Equal([2, 4], records[0].Input.Steps.Ends.ToArray());
        Assert.Equal([0.5, -1], records[0].Input.StepRewards);
        Assert.Null(records[0].TokenTexts);

        Assert.Equal((3, 1), (records[1].Line, records[1].Input.Sample));
        Assert.Equal(["xy.\n\n", "z"], records[1].StepTexts);
        Assert.Equal([0, -1, -2], records[1].Input.LogRatios);
        Assert.True(records[1].Input.Truncated);
        Assert.Empty(records[1].Input.StepRewards);
        Assert.Equal(("7", 0, null), (records[2].Input.Group, records[2].Input.Sample, records[2].TokenTexts));
    }

    [Theory]
    [InlineData("""{"prompt_id": "p", "steps": [{"tokens": 2, "reward": NaN}]}""", "'steps[0].reward' is NaN")]
    [InlineData("""{"prompt_id": "p NaN", "steps": [{"tokens": 2, "reward": -Infinity}]}""", "'steps[0].reward' is -Infinity")]
    [InlineData("""{"prompt_id": "p", "steps": [{"tokens": 2, "reward": 1.5}]}""", "outside [-1, 1]")]
    [InlineData("""{"prompt_id": "p", "steps": [{"tokens": 2, "reward": "high"}]}""", "'steps[0].reward' is a text and not a number")]
    [InlineData("""{"prompt_id": "p", "steps": [{"tokens": 2, "reward": 1}, {"tokens": 1}]}""", "no field 'steps[1].reward', but 1 of 2")]
    [InlineData("""{"prompt_id": "p", "num_tokens": 9, "steps": [{"tokens": 2}]}""", "add up to 2, but the field 'num_tokens' is 9")]
    [InlineData("""{"prompt_id": "p", "steps": [{"tokens": 2}], "logprobs": [-1]}""", "'logprobs' has 1 values for 2 tokens")]
    [InlineData("""{"prompt_id": "p", "steps": [{"tokens": 1}], "ref_logprobs": [-1]}""", "'ref_logprobs' but no field 'logprobs'")]
    [InlineData("""{"prompt_id": "p", "steps": [{"tokens": 1}], "logprobs": [null], "ref_logprobs": [-1]}""", "'logprobs[0]' is null")]
    [InlineData("""{"prompt_id": "p", "steps": [{"tokens": 0}]}""", "'steps[0].tokens' is 0")]
    [InlineData("""{"prompt_id": "p", "steps": [{"text": "a"}]}""", "no field 'steps[0].tokens'")]
    [InlineData("""{"prompt_id": "p", "steps": []}""", "'steps' is empty")]
    [InlineData("""{"prompt_id": "p"}""", "no field 'steps'")]
    [InlineData("""{"prompt_id": "p", "steps": {}}""", "'steps' is an object and not a list")]
    [InlineData("""{"steps": [{"tokens": 1}]}""", "no field 'prompt_id'")]
    [InlineData("""{"prompt_id": "p", "outcome": "yes", "steps": [{"tokens": 1}]}""", "'outcome' is a text")]
    [InlineData("""{"prompt_id": "p", "truncated": 1, "steps": [{"tokens": 1}]}""", "'truncated' is a number")]
    [InlineData("""{"prompt_id": "p", "steps": [{"tokens": 1, "text": 3}]}""", "'steps[0].text' is a number")]
    [InlineData("[1]", "a list and not an object")]
    [InlineData("""{"prompt_id": """, "line 2")]
    public void Every_mistake_names_file_line_and_field(string line, string expected)
    {
        var refused = Assert.Throws<PureException>(() => Read("""{"prompt_id": "ok", "steps": [{"tokens": 1}]}""", line));
        Assert.Contains($"'{_file}', line 2: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_or_blank_file_is_refused()
    {
        Assert.Contains("no rollouts", Assert.Throws<PureException>(() => Read("", " ")).Message, StringComparison.Ordinal);
        Assert.Contains("There is no file", Assert.Throws<PureException>(() => CreditFile.Read(_file + ".none")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_range_of_rewards_can_be_declared()
    {
        File.WriteAllLines(_file, ["""{"prompt_id": "p", "steps": [{"tokens": 1, "reward": 4.5}]}"""]);
        Assert.Equal([4.5], CreditFile.Read(_file, -5, 5)[0].Input.StepRewards);
    }

    private IReadOnlyList<CreditRecord> Read(params string[] lines)
    {
        File.WriteAllLines(_file, lines);
        return CreditFile.Read(_file);
    }
}
