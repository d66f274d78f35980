using CsCheck;
using Pure.Rewards.Agent.Constraints;

namespace Pure.Tests.Rewards.Agent;

public sealed class ConstraintTests
{
    [Theory]
    [InlineData("""{"kind": "count", "unit": "words", "at_most": 3}""", "one two-fold it's", "one two three four")]
    [InlineData("""{"kind": "count", "unit": "sentences", "at_least": 2, "at_most": 2}""", "It is 3.5 m. Really!", "It is. Is it? Yes.")]
    [InlineData("""{"kind": "count", "unit": "paragraphs", "at_least": 2}""", "a\n\n\nb", "a\nb")]
    [InlineData("""{"kind": "count", "unit": "characters", "at_most": 2}""", "e\u0301👍🏽", "abc")]
    [InlineData("""{"kind": "count", "unit": "bullets", "at_least": 2, "at_most": 2}""", "- a\n* b\n-c", "- a")]
    [InlineData("""{"kind": "count", "unit": "numbered_items", "at_least": 2}""", "1. a\n12) b", "1 a\n2 b")]
    [InlineData("""{"kind": "count", "unit": "sections", "at_least": 1}""", "## Title\ntext", "#tag")]
    [InlineData("""{"kind": "contains", "text": "Fish"}""", "a Fish", "a fish")]
    [InlineData("""{"kind": "contains", "text": "fish", "ignore_case": true, "at_least": 2}""", "Fish fish", "Fish")]
    [InlineData("""{"kind": "excludes", "text": ","}""", "none", "a, b")]
    [InlineData("""{"kind": "starts_with", "text": "Dear"}""", "\n Dear you", "My Dear")]
    [InlineData("""{"kind": "ends_with", "text": "the end", "ignore_case": true}""", "It is THE END \n", "The end?")]
    [InlineData("""{"kind": "matches", "pattern": "^\\d+$", "at_least": 2}""", "1\n22", "1\na2")]
    [InlineData("""{"kind": "forbids_characters", "characters": "aeiou"}""", "rhythm", "rhyme")]
    [InlineData("""{"kind": "case", "case": "upper"}""", "ALL 1!", "ALl")]
    [InlineData("""{"kind": "case", "case": "lower"}""", "all 1!", "aLl")]
    [InlineData("""{"kind": "json"}""", "```json\n{\"a\": 1}\n```", "{a: 1}")]
    [InlineData("""{"kind": "script", "script": "cyrillic"}""", "Привет, мир (ok)!", "Hello")]
    [InlineData("""{"kind": "script", "script": "kana"}""", "これは日本語です", "中文文本")]
    [InlineData("""{"kind": "all", "of": [{"kind": "contains", "text": "a"}, {"kind": "excludes", "text": "b"}]}""", "a", "ab")]
    [InlineData("""{"kind": "any", "of": [{"kind": "contains", "text": "a"}, {"kind": "contains", "text": "b"}]}""", "b", "c")]
    [InlineData("""{"kind": "none", "of": [{"kind": "contains", "text": "a"}, {"kind": "contains", "text": "b"}]}""", "c", "b")]
    public void Each_kind_tells_a_text_that_holds_from_one_that_does_not(string json, string holds, string fails)
    {
        Constraint constraint = ConstraintReader.Read(json);
        Assert.True(constraint.Holds(holds));
        Assert.False(constraint.Holds(fails));
    }

    [Theory]
    [InlineData("{", "JSON")]
    [InlineData("[]", "object")]
    [InlineData("""{"kind": "run"}""", "no kind 'run'")]
    [InlineData("""{"kind": "count", "unit": "words"}""", "at_least")]
    [InlineData("""{"kind": "count", "unit": "pages", "at_least": 1}""", "pages")]
    [InlineData("""{"kind": "count", "unit": "words", "at_least": 5, "at_most": 4}""", "no number")]
    [InlineData("""{"kind": "count", "unit": "words", "at_least": -1}""", "0 or more")]
    [InlineData("""{"kind": "contains", "text": ""}""", "empty")]
    [InlineData("""{"kind": "contains", "text": "a", "colour": 1}""", "no key 'colour'")]
    [InlineData("""{"kind": "matches", "pattern": "("}""", "cannot be used")]
    [InlineData("""{"kind": "matches", "pattern": "(a)\\1"}""", "cannot be used")]
    [InlineData("""{"kind": "all", "of": []}""", "1 to 32")]
    public void What_is_not_a_constraint_is_refused_with_a_reason(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => ConstraintReader.Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void No_constraint_throws_or_takes_long_on_any_text()
    {
        Constraint[] all = [.. new[]
        {
            """{"kind": "count", "unit": "words", "at_most": 3}""", """{"kind": "count", "unit": "sentences", "at_most": 3}""", """{"kind": "count", "unit": "sections", "at_most": 3}""",
            """{"kind": "matches", "pattern": "(a+)+$"}""", """{"kind": "json"}""", """{"kind": "script", "script": "latin"}""", """{"kind": "count", "unit": "numbered_items", "at_least": 1}""",
        }.Select(ConstraintReader.Read)];
        Gen.String.Sample(text => Assert.All(all, constraint => constraint.Holds(text)), iter: 300);
        Assert.False(ConstraintReader.Read("""{"kind": "matches", "pattern": "(a+)+$"}""").Holds(new string('a', 100_000) + "!"));
    }

    [Fact]
    public void A_reply_with_words_around_its_object_can_be_read() =>
        Assert.IsType<JsonConstraint>(ConstraintReader.Read(ConstraintReader.ObjectIn("Here it is:\n```json\n{\"kind\": \"json\"}\n```")));
}
