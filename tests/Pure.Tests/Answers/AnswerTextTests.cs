using System.Globalization;
using Pure.Answers;
using Pure.Answers.Syntax;

namespace Pure.Tests.Answers;

/// <summary>What is read off a text before any formula: choices, times, dates, numbers in words, what an announcement announces; and the limits of reading.</summary>
public sealed class AnswerTextTests
{
    [Fact]
    public void A_text_is_this_choice() => AnswerTable.Check("letters", text => Choice.Read(text) is { } choice ? $"{choice.Letter}\t{choice.Rest}\t{(choice.Marked ? "marked" : "plain")}" : "-\t\t");

    [Fact]
    public void A_text_is_this_time() => AnswerTable.Check("times", text => ClockTime.Read(text) is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time.Seconds}\t{time.Half}") : "-\t");

    [Fact]
    public void A_text_is_this_day() => AnswerTable.Check("days", text => CalendarDate.Read(text) is { } date ? string.Create(CultureInfo.InvariantCulture, $"{date.Month}\t{date.Day}\t{date.Year}") : "-\t\t");

    [Fact]
    public void Words_are_this_number() => AnswerTable.Check("word-numbers", text => WordNumbers.Value(text) is { } value ? value.ToString() : "-");

    [Fact]
    public void An_announcement_announces_this() => AnswerTable.Check("announcements", Announcements.Removed);

    [Fact]
    public void A_sentence_says_this() => AnswerTable.Check("sentences", text => Announcements.Said(text) ?? "-");

    [Fact]
    public void An_answer_stands_in_this_packing() => AnswerTable.Check("packing", AnswerReader.Trimmed);

    [Fact]
    public void A_text_is_this_numeral() => AnswerTable.Check("numerals", text => Numerals.Read(text) is { } numeral ? $"{numeral.Digits}\t{numeral.Base}" : "-\t");

    [Fact]
    public void Words_are_the_same_in_these_words() => AnswerTable.Check("words", text => AnswerWords.SetName(text) is { } set ? $"\\{set}" : AnswerWords.Normal(text));

    [Theory]
    [InlineData("4:30", "4:30 p.m.", true)]
    [InlineData("4:30 pm", "16:30", true)]
    [InlineData("12:00 pm", "12:00", true)]
    [InlineData("12:00 am", "0:00", true)]
    [InlineData("12:30 am", "12:30 pm", false)]
    [InlineData("4:30 am", "16:30", false)]
    [InlineData("4:30 am", "4:30 pm", false)]
    [InlineData("4:30", "16:30", false)]
    [InlineData("4:30", "4:30:00", true)]
    [InlineData("4:30", "4:30:01", false)]
    public void Two_times_are_the_same(string a, string b, bool same)
    {
        Assert.Equal(same, ClockTime.Read(a)!.Same(ClockTime.Read(b)!));
        Assert.Equal(same, ClockTime.Read(b)!.Same(ClockTime.Read(a)!));
    }

    [Theory]
    [InlineData("March 13", "13 March 1776", true)]
    [InlineData("March 13, 1776", "13 March 1777", false)]
    [InlineData("March 13", "March 14", false)]
    [InlineData("March 13", "May 13", false)]
    public void Two_days_are_the_same(string a, string b, bool same)
    {
        Assert.Equal(same, CalendarDate.Read(a)!.Same(CalendarDate.Read(b)!));
        Assert.Equal(same, CalendarDate.Read(b)!.Same(CalendarDate.Read(a)!));
    }

    [Fact]
    public void Reading_has_limits_and_stops_at_them()
    {
        Assert.Equal(2, MathLexer.Read(new string('1', MathLexer.MaximumLength), new Reading()).Count);
        Assert.Throws<UnreadableException>(() => MathLexer.Read(new string('1', MathLexer.MaximumLength + 1), new Reading()));
        Assert.Equal("1024", Count(1024, '+'));
        Assert.Equal("more than 1,024 terms", Count(1025, '+'));
        Assert.Equal("1024", Count(1024, '*'));
        Assert.Equal("more than 1,024 factors", Count(1025, '*'));
        Assert.Equal("256", Count(256, ','));
        Assert.Equal("more than 256 answers", Count(257, ','));
        Assert.StartsWith("(+ 1 ", Tree(Nested(24)), StringComparison.Ordinal);
        Assert.Equal("nested too deeply", Tree(Nested(25)));
    }

    [Theory]
    [InlineData(8, "")]
    [InlineData(9, "too many combining marks")]
    public void Only_so_many_marks_stand_above_a_line(int count, string message) => Assert.Equal(message, Checked($"x{new string('\u0301', count)}"));

    [Theory]
    [InlineData("a\tb\r\n", "")]
    [InlineData("~", "")]
    [InlineData("a\u007f", "a control character")]
    [InlineData("a\u0001", "a control character")]
    [InlineData("a\u200b", "an invisible character")]
    [InlineData("é", "")]
    [InlineData("😀", "")]
    [InlineData("x⃝", "")]
    public void What_cannot_be_seen_is_refused(string text, string message) => Assert.Equal(message, Checked(text));

    [Fact]
    public void Half_a_pair_is_refused()
    {
        Assert.Equal("half of a surrogate pair", Checked("\ud83d"));
        Assert.Equal("half of a surrogate pair", Checked("a\ude00"));
        Assert.Equal("half of a surrogate pair", Checked("😀\ud83d"));
    }

    [Fact]
    public void Hendrycks_writes_an_answer_so() => AnswerTable.Check("hendrycks", text => HendrycksNormalizer.Normalize(text) ?? "-");

    [Fact]
    public void Qwens_rules_decide_these_pairs()
    {
        string[][] wrong = [.. AnswerTable.Rows("qwen-pairs").Where(row => QwenScorer.AreEqual(row[2], row[1]) != (row[0] == "T"))];
        Assert.Empty(wrong);
        Assert.Equal(AnswerVerdict.Equal, AnswerGrader.Grade("50", "0.5", AnswerProfile.CompatQwen).Verdict);
        Assert.Equal(AnswerVerdict.NotEqual, AnswerGrader.Grade("50", "0.05", AnswerProfile.CompatQwen).Verdict);
    }

    [Theory]
    [InlineData("5", @"\sqrt", false)]
    [InlineData(@"\sqrt", @"\sqrt", true)]
    [InlineData(@"\sqrt", @"\frac", false)]
    [InlineData("5", "5", true)]
    public void What_cannot_be_normalised_is_compared_as_it_is(string left, string right, bool equal) => Assert.Equal(equal, HendrycksScorer.AreEqual(left, right));

    [Theory]
    [InlineData(@"\boxed{5}", "5")]
    [InlineData(@"\boxed 7", "7")]
    [InlineData(@"\boxed 7$ x", "7")]
    [InlineData(@"\boxed", null)]
    [InlineData(@"\boxed(5)", null)]
    [InlineData(@"\boxed{5", null)]
    [InlineData(@"\boxed{{5}}", "{5}")]
    [InlineData("5", null)]
    public void The_last_box_holds_this(string text, string? inside)
    {
        Assert.Equal(inside, HendrycksScorer.LastBoxed(text));
        Assert.Equal(inside, AnswerExtractor.Extract(text, AnswerProfile.CompatHendrycks)?.Text);
    }

    [Theory]
    [InlineData("dollar", true)]
    [InlineData("euro", true)]
    [InlineData("pound_sterling", true)]
    [InlineData("yen", true)]
    [InlineData("rupee", true)]
    [InlineData("yuan", true)]
    [InlineData("ruble", true)]
    [InlineData("cents", true)]
    [InlineData("m", false)]
    [InlineData("dollars per hour", false)]
    public void A_unit_is_money(string unit, bool money) => Assert.Equal(money, Units.Parse(unit)!.IsCurrency);

    [Theory]
    [InlineData("squared", "1", "")]
    [InlineData("m cubed s", "1", "m3 s1")]
    [InlineData("per m", "1", "m-1")]
    [InlineData("m / m", "1", "")]
    [InlineData("m per s per s", "1", "m1 s-2")]
    [InlineData("m-s", "1", "m1 s1")]
    [InlineData("m.", "1", "m1")]
    [InlineData("INCHES", "127/5000", "m1")]
    [InlineData("sq. in", "16129/25000000", "m2")]
    [InlineData("cu. m", "1", "m3")]
    public void A_unit_is_this_many_of_these(string text, string factor, string dimension)
    {
        Unit unit = Units.Parse(text)!;
        Assert.Equal((factor, dimension), (unit.Factor.ToString(), unit.Normal));
        Assert.Equal(dimension.Length == 0, unit.IsNeutral);
    }

    [Theory]
    [InlineData("square", true)]
    [InlineData("cubic", true)]
    [InlineData("sq", true)]
    [InlineData("per", true)]
    [InlineData("squared", true)]
    [InlineData("cubed", true)]
    [InlineData("cm", true)]
    [InlineData("CM", true)]
    [InlineData("m", false)]
    [InlineData("apples", false)]
    public void A_word_is_one_of_a_unit(string word, bool unit) => Assert.Equal(unit, Units.IsUnitWord(word));

    [Fact]
    public void A_verdict_says_which_answer_cannot_be_read()
    {
        GradeResult gold = AnswerGrader.Grade("a\u200b", "5", AnswerProfile.RlStrict), prediction = AnswerGrader.Grade("5", "a\u200b", AnswerProfile.RlStrict);
        Assert.Equal((AnswerVerdict.Ungradable, "reference: an invisible character", true), (gold.Verdict, gold.Reason, gold.GoldUngradable));
        Assert.Equal((AnswerVerdict.Ungradable, "an invisible character", false), (prediction.Verdict, prediction.Reason, prediction.GoldUngradable));
        GradeResult same = AnswerGrader.Grade(@"\frac{5", @"\frac{5", AnswerProfile.RlStrict);
        Assert.Equal((AnswerVerdict.Equal, "same text", true), (same.Verdict, same.Reason, same.GoldUngradable));
        Assert.Equal(AnswerVerdict.Ungradable, AnswerGrader.Grade(@"\def\x{1}", @"\def\x{1}", AnswerProfile.RlStrict).Verdict);
        Assert.Contains(AnswerGrader.Grade("5", @"\frac{5", AnswerProfile.RlStrict, trace: true).Trace, line => line.StartsWith("not readable: ", StringComparison.Ordinal));
        Assert.Contains("choices: A and B", AnswerGrader.Grade("(A)", "B", AnswerProfile.RlStrict, trace: true).Trace);
        Assert.Equal("another time", AnswerGrader.Grade("3:30 pm", "4:30", AnswerProfile.RlStrict).Reason);
        Assert.Equal("another time", AnswerGrader.Grade("3:30", "4:30 pm", AnswerProfile.RlStrict).Reason);
        Assert.NotEqual("another time", AnswerGrader.Grade("3:30", "4:30", AnswerProfile.RlStrict).Reason);
    }

    [Fact]
    public void A_profile_has_a_name()
    {
        foreach (string name in AnswerProfile.Names) Assert.Equal(name, AnswerProfile.ByName(name).Name);
        Assert.Contains("rl-strict, eval-lenient, compat-qwen, compat-hendrycks", Assert.Throws<Pure.PureException>(() => AnswerProfile.ByName("x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fuel_is_spent_to_the_last_unit()
    {
        var fuel = new Fuel(3);
        fuel.Spend(2);
        fuel.Spend(1);
        Assert.Equal(3, fuel.Spent);
        Assert.Throws<OutOfFuelException>(() => fuel.Spend(1));
    }

    private static string Nested(int depth) => string.Concat(Enumerable.Repeat(@"\text{1+", depth)) + "1" + new string('}', depth);

    private static string Count(int parts, char sign)
    {
        string text = Tree(string.Join(sign, Enumerable.Repeat("1", parts)));
        return text.StartsWith('(') ? text.Count(c => c == '1').ToString(CultureInfo.InvariantCulture) : text;
    }

    private static string Tree(string text)
    {
        try
        {
            return AnswerReader.Read(text, new Reading(), new Fuel(Fuel.PerGrading)).ToString();
        }
        catch (UnreadableException e)
        {
            return e.Message;
        }
    }

    private static string Checked(string text)
    {
        try
        {
            MathLexer.Check(text);
            return "";
        }
        catch (UnreadableException e)
        {
            return e.Message;
        }
    }
}
