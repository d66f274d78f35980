using Pure.Answers;
using Pure.Answers.Syntax;

namespace Pure.Tests.Answers;

/// <summary>A pair has a further reading only where a text can mean two things.</summary>
public sealed class ReadingsTests
{
    [Theory]
    [InlineData("5", "6", "")]
    [InlineData("x+1", "1+x", "")]
    [InlineData("f(x)", "2", "calls")]
    [InlineData("2", "a (b)", "calls")]
    [InlineData("2", "3(x)", "calls")]
    [InlineData("2", "}(x)", "calls")]
    [InlineData("2", "f'(x)", "calls")]
    [InlineData("2", @"\left(x)", "calls")]
    [InlineData("(x)", "2", "")]
    [InlineData("+(x)", "2", "")]
    [InlineData("1,234", "2", "groups")]
    [InlineData("1,23", "2", "")]
    [InlineData("1,034", "2", "")]
    [InlineData("1,2345", "2", "groups")]
    [InlineData("a,234", "2", "")]
    [InlineData("1,a34", "2", "")]
    [InlineData("1,2a4", "2", "")]
    [InlineData("1,23a", "2", "")]
    [InlineData("€1,234", "2", "")]
    [InlineData("£12,345,678", "2", "")]
    [InlineData(@"\$1,234", "2", "")]
    [InlineData("$1,234$", "2", "groups")]
    [InlineData("2e5", "2", "exponent")]
    [InlineData("2E5", "2", "exponent")]
    [InlineData("2e-5", "2", "exponent")]
    [InlineData("2e+5", "2", "exponent")]
    [InlineData("2e−5", "2", "exponent")]
    [InlineData("2e", "2", "")]
    [InlineData("2ex", "2", "")]
    [InlineData("xe5", "2", "")]
    [InlineData("5 m", "2", "units")]
    [InlineData("2", @"\frac{1}{2} m", "units")]
    [InlineData("5 x", "2", "")]
    [InlineData("x m", "2", "")]
    [InlineData("5m", "2", "")]
    [InlineData(@"\mu", "2", "units")]
    [InlineData("μ", "2", "units")]
    [InlineData("µ", "2", "units")]
    [InlineData("3+4i", "3+4j", "engineering")]
    [InlineData("3+4j", "3+4i", "engineering")]
    [InlineData("3+4j", "3+4j", "")]
    [InlineData("3+4j", "7", "")]
    [InlineData("j\\angle3", "7", "engineering")]
    [InlineData("j∠3", "7", "engineering")]
    [InlineData("3+4i", "jk", "")]
    [InlineData("3+4i", "kj", "")]
    [InlineData("3+4i", "x_j", "")]
    [InlineData("3+4i", "j_x", "")]
    [InlineData("3+4i", @"\j", "")]
    [InlineData("i", "j", "engineering")]
    [InlineData("C_5^2", "10", "combinations")]
    [InlineData("10", "C^2_5", "combinations")]
    [InlineData("10", "{C}_5^2", "combinations")]
    [InlineData("10", "{C}^2_5", "combinations")]
    [InlineData("C_5^2", "C_5^3", "")]
    [InlineData(@"\log 2", "2", "natural")]
    [InlineData("2", "LOG 2", "natural")]
    [InlineData("1,234", "2e5 m", "groups exponent units")]
    public void Further_readings_are_these(string gold, string prediction, string expected)
    {
        (Reading Reading, bool NaturalLog)[] readings = [.. Readings.For(gold, prediction, AnswerProfile.EvalLenient)];
        Assert.False(readings[0].NaturalLog);
        Assert.Equal((true, true, true, true, false, false), Switches(readings[0].Reading));
        Assert.Equal(expected, string.Join(' ', readings.Skip(1).Select(Name)));
    }

    private static (bool, bool, bool, bool, bool, bool) Switches(Reading r) => (r.Calls, r.Thousands, r.Scientific, r.Units, r.EngineeringUnit, r.Combinations);

    private static string Name((Reading Reading, bool NaturalLog) of) => of.NaturalLog ? "natural" : Switches(of.Reading) switch
    {
        (false, true, true, true, false, false) => "calls",
        (true, false, true, true, false, false) => "groups",
        (true, true, false, true, false, false) => "exponent",
        (true, true, true, false, false, false) => "units",
        (true, true, true, true, true, false) => "engineering",
        (true, true, true, true, false, true) => "combinations",
        _ => "another",
    };
}
