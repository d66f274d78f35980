using Pure.Rollouts;

namespace Pure.Tests.Rollouts;

/// <summary>Which prompts are read together: each reading is a chain in which every prompt begins the next.</summary>
public sealed class PromptReadingTests
{
    [Fact]
    public void A_chain_is_one_reading_and_a_fork_begins_another()
    {
        List<PromptReading> readings = PromptReading.Of([.. new[] { "ab", "abcd", "x", "a", "abce", "xy" }.Select(Group)]);

        // Of the two that continue 'ab', one takes its beginnings along; the other is read alone.
        Assert.Equal(["a ab abcd", "abce", "x xy"], readings.Select(Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_prompt_of_random_trees_is_in_exactly_one_chain()
    {
        var random = new Sequence(7);
        for (int trial = 0; trial < 200; trial++)
        {
            string[] prompts = [.. Enumerable.Range(0, 12).Select(_ => string.Concat(Enumerable.Range(0, 1 + random.Next(5)).Select(_ => random.Next(2)))).Distinct()];

            List<PromptReading> readings = PromptReading.Of([.. prompts.Select(Group)]);

            Assert.Equal(prompts.Order(StringComparer.Ordinal), readings.SelectMany(r => r.Groups).Select(TextOf).Order(StringComparer.Ordinal));
            foreach (PromptReading reading in readings)
            {
                Assert.Equal(reading.Groups[^1].Ids, reading.Ids);
                Assert.All(reading.Groups.Zip(reading.Groups.Skip(1)), pair => Assert.True(pair.Second.Ids.AsSpan().StartsWith(pair.First.Ids) && pair.Second.Ids.Length > pair.First.Ids.Length));
            }

            // A prompt is read alone only where no other begins with it.
            Assert.Equal(prompts.Count(p => !prompts.Any(other => other != p && other.StartsWith(p, StringComparison.Ordinal))), readings.Count);
        }
    }

    private static PromptGroup Group(string text) => new([.. text.Select(c => (int)c)], []);

    private static string TextOf(PromptGroup group) => string.Concat(group.Ids.Select(id => (char)id));

    private static string Text(PromptReading reading) => string.Join(' ', reading.Groups.Select(TextOf));

    private sealed class Sequence(ulong seed)
    {
        private int _drawn;

        public int Next(int below) => (int)(Pure.Data.SeedSequence.Uniform(seed, _drawn++) * below);
    }
}
