using Pure.Answers;
using Xunit;

namespace Pure.Tests.Answers;

public sealed class HendrycksScorerTests
{
    [Theory]
    [InlineData(@"\boxed{0.5}", "1/2", 1)]
    [InlineData(@"\boxed{45000}", "45,000", 1)]
    [InlineData(@"\boxed{45,000}", "45000", 0)]
    [InlineData(@"\boxed{2.0}", "2", 0)]
    [InlineData(@"\fbox{4}", "4", 0)]
    [InlineData(@"\boxed{4", "4", 0)]
    [InlineData(@"4", "4", 0)]
    [InlineData(@"\boxed{x=5}", "5", 1)]
    [InlineData(@"\boxed{xyz=5}", "5", 0)]
    [InlineData(@"\boxed{5\text{ or }6}", "5", 1)]
    [InlineData(@"\boxed{5\text{ or }6\text{ or }7}", "5", 0)]
    [InlineData(@"\boxed{357}", "3, 5, 7", 1)]
    [InlineData(@"\boxed{\frac12}", @"\frac{1}{2}", 1)]
    [InlineData(@"\boxed{\frac1{72}}", @"\dfrac{1}{72}", 1)]
    [InlineData(@"\boxed{\frac}", @"\frac", 1)]
    [InlineData(@"\boxed{-3/4}", @"\frac{-3}{4}", 1)]
    [InlineData(@"\boxed{03/4}", @"\frac{3}{4}", 0)]
    [InlineData(@"\boxed{90^\circ}", "90", 1)]
    [InlineData(@"\boxed{\$5}", "5", 1)]
    [InlineData(@"\boxed{50\%}", "50", 1)]
    [InlineData(@"\boxed{.5}", @"\frac{1}{2}", 1)]
    [InlineData(@"\boxed{\left(1, 2\right)}", "(1,2)", 1)]
    [InlineData(@"\boxed 7$ and \boxed{8}", "7", 1)]
    [InlineData(@"\boxed{\boxed{3}}", "3", 1)]
    [InlineData(@"\boxed{\sqrt{2}+\sqrt3}", @"\sqrt{2}+\sqrt{3}", 1)]
    public void Pays_what_the_published_scorer_pays(string solution, string reference, double expected) =>
        Assert.Equal(expected, HendrycksScorer.Score(solution, reference));
}
