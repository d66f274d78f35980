using Pure.Rewards;
using Pure.Rollouts;

namespace Pure.Tests.Rewards;

public sealed class StepReadingTests : IDisposable
{
    private readonly ChainFolder _folder = new();

    [Theory]
    [InlineData("a-4=5\n#5", true, true, "a-4=5\n#5", new[] { 5, 8 })]    // the last step is read at the end-of-sequence token
    [InlineData("a-4=5\n#5", true, false, "a-4=5\n#5", new[] { 5, 8 })]   // the mark takes its place
    [InlineData("a-4=5\nb+", false, true, "a-4=5\nb+", new[] { 5, 8 })]   // cut inside a step: a separator behind it
    [InlineData("a-4=5\n", false, true, "a-4=5\n", new[] { 5 })]          // cut on a separator: no further step
    [InlineData("a-4=5\n", true, true, "a-4=5\n", new[] { 5, 6 })]        // an empty last step
    [InlineData("\n\n", true, true, "\n\n", new[] { 0, 1, 2 })]           // empty steps
    public void Rewards_are_read_where_steps_end(string text, bool finished, bool atEos, string read, int[] positions)
    {
        int eos = _folder.Tokenizer.EndOfSequence;
        int[] prompt = _folder.Tokenizer.Encode("a-4?2\n");
        int[] response = [.. _folder.Tokenizer.Encode(text), .. finished ? new[] { eos } : []];
        var reading = StepReading.Of(_folder.Tokenizer, "\n", atEos ? StepInput.AsSampled : StepInput.WholeSteps).ForSteps(_folder.Tokenizer, "\n");
        var steps = Steps.Of(response, _folder.Tokenizer.IdsEndingWith("\n"));

        var rollout = new Rollout("p", 0, prompt, response, new float[response.Length], finished ? FinishReason.Stop : FinishReason.Length, 0, 0);
        (int[] ids, int[] actual) = reading.Input(rollout, steps);

        Assert.Equal(positions.Select(p => p + prompt.Length), actual);
        Assert.Equal("a-4?2\n" + read, _folder.Tokenizer.Decode(ids[..(prompt.Length + read.Length)]));
        bool readsAnEnd = ids[actual[^1]] == (finished && atEos ? eos : reading.MarkId);
        Assert.True(readsAnEnd, $"read at {ids[actual[^1]]}");
        Assert.Equal(actual[^1] + 1, ids.Length);
    }

    [Fact]
    public void A_separator_of_several_tokens_and_another_separator_are_refused()
    {
        var e = Assert.Throws<PureException>(() => StepReading.Of(_folder.Tokenizer, "\n\n", StepInput.AsSampled));
        Assert.Contains("\"\\n\\n\" is 2 tokens", e.Message, StringComparison.Ordinal);

        e = Assert.Throws<PureException>(() => StepReading.Of(_folder.Tokenizer, "\n", StepInput.AsSampled).ForSteps(_folder.Tokenizer, "s"));
        Assert.Contains("trained with the step separator \"\\n\"", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reading_is_kept_in_the_models_config()
    {
        using var model = new TinyModel(labels: 2);
        foreach (StepInput input in Enum.GetValues<StepInput>())
        {
            var reading = StepReading.Of(_folder.Tokenizer, "\n", input);
            var read = StepReading.Read(reading.WriteTo(model.Config), _folder.Tokenizer, "folder");
            Assert.Equal(("\n", reading.MarkId, input), (read.Mark, read.MarkId, read.Kind));
        }

        Assert.Throws<PureException>(() => StepReading.Read(model.Config, _folder.Tokenizer, "folder"));
    }

    public void Dispose() => _folder.Dispose();
}
