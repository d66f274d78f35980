using Pure.Config;

namespace Pure.Tests.Config;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("form", "from", 1)]
    [InlineData("ca", "abc", 3)]
    public void Distance_counts_edits(string first, string second, int expected)
    {
        Assert.Equal(expected, NearestName.Distance(first, second));
        Assert.Equal(expected, NearestName.Distance(second, first));
    }

    [Theory]
    [InlineData("learnin_rate", "learning_rate")]
    [InlineData("Learning-Rate", "learning_rate")]
    [InlineData("beat", "beta")]
    [InlineData("sead", "seed")]
    [InlineData("temperature", null)]
    public void Only_a_close_name_is_proposed(string name, string? expected) =>
        Assert.Equal(expected, NearestName.Of(name, ["learning_rate", "beta", "seed"]));
}
