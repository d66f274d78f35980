using CsCheck;
using Pure.Text;

namespace Pure.Tests.Text.Jinja;

public sealed class JinjaErrorTests
{
    [Theory]
    [InlineData("a\n{% include 'x' %}", "the statement 'include' at line 2")]
    [InlineData("{{ x | groupby('a') }}", "the filter 'groupby' at line 1")]
    [InlineData("\n\n{% if x is lower %}{% endif %}", "the test 'lower' at line 3")]
    [InlineData("{% for x in y recursive %}{% endfor %}", "'recursive'")]
    [InlineData("{{ f(*x) }}", "'*' before an argument")]
    public void What_is_not_supported_is_refused_by_name_and_line_when_the_template_is_loaded(string template, string message)
    {
        var e = Assert.Throws<PureException>(() => Of(template));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.Contains("not supported", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{% if x %}", "'endif' is missing")]
    [InlineData("{% if x %}{% endfor %}", "'endif' is expected and 'endfor' found")]
    [InlineData("{% endif %}", "'endif' closes nothing")]
    [InlineData("{{ x", "a tag is not closed")]
    [InlineData("{# x", "a comment is not closed")]
    [InlineData("{{ 'x }}", "a string is not closed")]
    [InlineData("{{ 1 + }}", "a value is expected")]
    [InlineData("{{ a b }}", "'}}' is expected")]
    [InlineData("{{ ? }}", "the character '?' has no place in a tag")]
    [InlineData("{{ '\\u12' }}", "the escape '\\u' needs 4 hexadecimal digits")]
    [InlineData("{% for 3 in x %}", "a name is expected")]
    public void What_is_no_template_is_said_to_be_none(string template, string message)
    {
        var e = Assert.Throws<PureException>(() => Of(template));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.StartsWith("t, line 1", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ raise_exception('No system message, please.') }}", "it says \"No system message, please.\"")]
    [InlineData("{{ nothing.at_all }}", "'nothing' is not defined and has no 'at_all'")]
    [InlineData("{{ nothing + 'x' }}", "cannot be put together by '+'")]
    [InlineData("{{ messages[0].content < 3 }}", "cannot be compared by '<'")]
    [InlineData("{{ strftime_now('%Y') }}", "the function 'strftime_now'")]
    [InlineData("{{ messages[0].content.encode() }}", "the method 'encode' of a text")]
    [InlineData("{{ 1 // 0 }}", "divided by 0")]
    [InlineData("{{ 9223372036854775807 + 1 }}", "too large a number")]
    [InlineData("{% for x in 3 %}{% endfor %}", "a loop goes over a number")]
    [InlineData("{% set messages.x = 1 %}", "only a namespace")]
    [InlineData("{{ 'x' * 100000000 }}", "grows beyond all measure")]
    [InlineData("{{ range(1000000) }}", "more than 100000 numbers")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "calls itself without end")]
    [InlineData("{% for a in range(9999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "its loops do not end")]
    public void What_does_not_fit_the_messages_says_where(string template, string message)
    {
        ChatTemplate loaded = Of(template);
        var e = Assert.Throws<PureException>(() => loaded.Render([new ChatMessage("user", "hello")]));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.Contains("line 1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_refused_and_does_not_end_the_process()
    {
        foreach (string template in (string[])[
            "{{ " + new string('(', 100_000), "{{ " + string.Concat(Enumerable.Repeat("not ", 100_000)) + "x }}", "{{ " + new string('-', 100_000) + "1 }}",
            string.Concat(Enumerable.Repeat("{% if x %}", 100_000)), "{{ " + string.Concat(Enumerable.Repeat("[", 100_000))])
        {
            Assert.Throws<PureException>(() => Of(template));
        }

        ChatTemplate chain = Of("{{ 1" + string.Concat(Enumerable.Repeat(" + 1", 200_000)) + " }}");
        Assert.Contains("too long", Assert.Throws<PureException>(() => chain.Render([])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_whatever_makes_more_than_a_sentence()
    {
        string[] parts =
        [
            "{{", "}}", "{%", "%}", "{#", "#}", "-", "+", " ", "\n", "if", "endif", "else", "elif", "for", "in", "endfor", "set", "=", "messages", "loop", ".", "role",
            "[", "]", "0", "1", ":", "(", ")", "'a'", "\"", "|", "trim", "length", "is", "not", "defined", "and", "macro", "m", "endmacro", ",", "*", "~", "{", "}", "é", "namespace",
        ];
        Gen.Int[0, parts.Length - 1].Select(i => parts[i]).Array[0, 25].Select(p => string.Join(' ', p)).Sample(template =>
        {
            try
            {
                Of(template).Render([new ChatMessage("user", "hello")]);
            }
            catch (PureException)
            {
                // One sentence: what it should be.
            }
        }, iter: 5000, threads: 1);
    }

    private static ChatTemplate Of(string template) => new(template, "t", new Dictionary<string, string>(StringComparer.Ordinal));
}
