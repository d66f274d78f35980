using Pure.Answers.Published;

namespace Pure.Tests.Answers;

/// <summary>PRM800K's grader: what its normal form drops, and what it never works out.</summary>
public sealed class Prm800kGraderTests
{
    [Theory]
    [InlineData(@"10,\!000", "10000", true)]
    [InlineData(@"10,\! 000", "10000", true)]
    [InlineData(@"1,\!  234,\! 567", "1234567", true)]
    [InlineData(@"10,\!", "10", true)]
    [InlineData(@"10,\! 000", "10001", false)]
    [InlineData("1,234", "1234", true)]
    [InlineData("1,234,567", "1234567", true)]
    [InlineData("1,23", "123", false)]
    [InlineData("1,2345", "12345", false)]
    public void Separators_of_thousands_are_dropped(string given, string truth, bool right) => Assert.Equal(right, Prm800kGrader.Grade(given, truth));

    [Theory]
    [InlineData(@"90^\circ", "90", true)]
    [InlineData(@"90^ \circ", "90", true)]
    [InlineData(@"30^\circ+2^ \circ", "32", false)]
    [InlineData("5 cm", "5", true)]
    [InlineData("5 cm^2", "5", true)]
    [InlineData("5 cm^2", "25", false)]
    [InlineData("5 inches", "5", true)]
    [InlineData("5 inches^12", "5", true)]
    [InlineData("3 yards", "3", true)]
    [InlineData("3 feet", "4", false)]
    [InlineData(@"50\%", "50", true)]
    [InlineData(@"\$5", "5", true)]
    public void Units_degrees_and_signs_are_dropped(string given, string truth, bool right) => Assert.Equal(right, Prm800kGrader.Grade(given, truth));

    [Theory]
    [InlineData("1/2", "1/2", true)]
    [InlineData("2/4", "1/2", false)]
    [InlineData("-2/4", "-1/2", false)]
    [InlineData("4/2", "2", false)]
    [InlineData("5.0", "5", true)]
    [InlineData("-0.0", "0", true)]
    [InlineData("7 3/4", "7.75", true)]
    [InlineData("7 3/4", "5.25", false)]
    [InlineData("- 5", "-5", true)]
    [InlineData("0.5", "1/2", true)]
    public void Fractions_must_be_reduced_and_whole_numbers_whole(string given, string truth, bool right) => Assert.Equal(right, Prm800kGrader.Grade(given, truth));

    [Theory]
    [InlineData("(1, 2)", "(1,2)", true)]
    [InlineData("(2,1)", "(1,2)", false)]
    [InlineData("[1,2]", "(1,2)", false)]
    [InlineData("(1,2]", "(1,2)", false)]
    [InlineData("(1,2,3)", "(1,2)", false)]
    [InlineData("(0.5,2)", "(1/2,2)", true)]
    [InlineData("(2/4,2)", "(1/2,2)", false)]
    public void Tuples_agree_in_brackets_and_every_element(string given, string truth, bool right) => Assert.Equal(right, Prm800kGrader.Grade(given, truth));

    [Theory]
    [InlineData("x+y", "y+x", true)]
    [InlineData("x+y+z", "z+y+x", false)]
    [InlineData("x^9+1", "1+x^9", true)]
    [InlineData("x^12+1", "1+x^12", false)]
    [InlineData("2^(1)+x", "x+2^(1)", false)]
    [InlineData(@"\sqrt{12}", @"2\sqrt{3}", true)]
    [InlineData(null, "1", false)]
    public void Only_small_expressions_are_worked_out(string? given, string truth, bool right) => Assert.Equal(right, Prm800kGrader.Grade(given, truth));
}
