using Pure.Answers;

namespace Pure.Tests.Answers;

public sealed class AnswerExtractorTests
{
    [Theory]
    [InlineData(@"so \boxed{5}.", "5")]
    [InlineData(@"\boxed{\frac{1}{2}}", @"\frac{1}{2}")]
    [InlineData(@"\boxed{\{1,2\}}", @"\{1,2\}")]
    [InlineData(@"First \boxed{317}. Wait, that is wrong: \boxed{371}", "371")]
    [InlineData(@"\boxed{1} and \boxed{2}", "1, 2")]
    [InlineData(@"$\boxed{1}$, $\boxed{2}$ or $\boxed{3}$", "1, 2, 3")]
    [InlineData(@"\boxed{1} no no no \boxed{2}", "2")]
    [InlineData(@"\boxed{5} and again \boxed{5}", "5")]
    [InlineData(@"\boxed{1} and so \boxed{2}", "1, 2")]
    [InlineData(@"\boxed{1} so \boxed{2}", "2")]
    [InlineData(@"\boxed{1}. \boxed{2}", "2")]
    [InlineData(@"\boxed{1} + \boxed{2}", "2")]
    [InlineData(@"\boxed{1} and also from that other case x \boxed{2}", "1, 2")]
    [InlineData(@"\boxed{1} and also from that other case xy \boxed{2}", "2")]
    [InlineData(@"\boxed{\boxed{3}}", @"\boxed{3}")]
    [InlineData(@"\boxedx{3}", null)]
    [InlineData(@"$\boxed 7$", "7")]
    [InlineData(@"\fbox{8}", "8")]
    [InlineData(@"\\boxed{9}", "9")]
    [InlineData(@"\boxed{4}<|im_end|>\boxed{5}", "4")]
    [InlineData(@"\boxed{4} </think> It is \boxed{5}", "5")]
    [InlineData(@"\boxed{4} </think> It is five.", null)]
    [InlineData(@"\boxed{4} then \boxed{5", null)]
    [InlineData("The answer is 5.", null)]
    public void Strict_takes_the_last_box_or_nothing(string response, string? expected) =>
        Assert.Equal(expected, AnswerExtractor.Extract(response, AnswerProfile.RlStrict)?.Text);

    [Theory]
    [InlineData("The answer is 5.", "5")]
    [InlineData("The answer is $x^2$. I hope it is correct.", "x^2")]
    [InlineData("Work.\n#### 42", "42")]
    [InlineData("**Answer:** 12", "12")]
    [InlineData("Final Answer: The largest $n$ is 34.", "34")]
    [InlineData("Final Answer: Jane started 3 hours ago.", "3")]
    [InlineData(@"\boxed{200} then. The final answer is $10,455$. I hope it is correct.", "10,455")]
    [InlineData("答案是 7", "7")]
    [InlineData("so we get $a = 3$ and $b=4$", "a = 3, b=4")]
    [InlineData("Area = 6 \\times 6 = 36", "36")]
    [InlineData("The volume is 3π.", "3π")]
    [InlineData("She pays $200 first. So the answer is $1,234.", "$1,234")]
    [InlineData("The answer is 12 because we add 5 and 7.", "12")]
    [InlineData("there are $n$ of them, that is 12 in all", "12")]
    [InlineData("it costs 1,000.99 euros", "1,000.99")]
    [InlineData("it grows by 100%.", "100%")]
    [InlineData("It is -5", "-5")]
    [InlineData("the ratio 2/3", "2/3")]
    [InlineData("AZYUK2A", null)]
    [InlineData("", null)]
    [InlineData("no idea", null)]
    [InlineData(@"\boxed{4} </think> Therefore it is 5.", "5")]
    [InlineData(@"\boxed{4} </think> Done.", "4")]
    [InlineData(@"thus \boxed{28 pct", "28 pct")]
    [InlineData(@"\begin{align*} x &= 3+4 \\ &= 7 \end{align*}", "7")]
    [InlineData("we find x = 5 red apples", "5 red apples")]
    [InlineData("we find x = 5 big red apples", "5")]
    [InlineData("so x =, 5 in all", "5")]
    [InlineData("we have x = 1 or x = 2", "x = 1 or x = 2")]
    [InlineData("we have x = 1, x = 2, and x = 3", "x = 1, x = 2, and x = 3")]
    [InlineData("we have x = 1 and y = 2", "2")]
    [InlineData("we see that x <= 5 now", "5")]
    [InlineData("we see that x >= 5 now", "5")]
    [InlineData("we see that x != 5 now", "5")]
    [InlineData("the point (3, 4)", "(3, 4)")]
    [InlineData("the interval [3, 4)", "[3, 4)")]
    [InlineData("the value f(3, 4)", "4")]
    [InlineData("it holds (as we saw, 4)", "4")]
    [InlineData("that is 2√3 in all", "2√3")]
    [InlineData("they met at 3:30 pm today", "3:30 pm")]
    [InlineData("they met at 3:30 p.m. today", "3:30 p.m.")]
    [InlineData("they met at 3:30 people", "3:30")]
    [InlineData("about 50 percent of it", "50 percent")]
    [InlineData("about 50 pct now", "50 pct")]
    [InlineData(@"about 50\% of it", @"50\%")]
    [InlineData("take 4 of kind a2", "4")]
    [InlineData("take 4 of x_2", "4")]
    [InlineData("there we have x-5 left", "5")]
    [InlineData("about .75 of it", ".75")]
    [InlineData("The answer is $1$, $2$ and $3$.", "1, 2, 3")]
    [InlineData("The answer is 5 red apples in all.", "5 red apples in all")]
    [InlineData("The answer is 5 very big red apples here.", "5")]
    [InlineData("The answer is 5, since 2 is not.", "5")]
    [InlineData(@"The final answer is $3$. \boxed{4}", "4")]
    [InlineData(@"<|im_start|>\boxed{5}", "5")]
    public void Lenient_also_reads_anchors_formulas_and_numbers(string response, string? expected) =>
        Assert.Equal(expected, AnswerExtractor.Extract(response, AnswerProfile.EvalLenient)?.Text);

    [Theory]
    [InlineData("The answer is for sure D, it can't be A or B", "D")]
    [InlineData("A. Because B is not valid", "A")]
    [InlineData("(C) since B is not valid", "C")]
    [InlineData("I think it must be E", "E")]
    [InlineData("A number that is even: B", "B")]
    [InlineData("Of B_1, E' and C it is C", "C")]
    [InlineData("Option A fits", "A")]
    [InlineData("B) because", "B")]
    [InlineData("we choose D and never E", "D")]
    [InlineData("It is A", "A")]
    [InlineData(@"\boxed{\text{(C)}}", @"\text{(C)}")]
    public void A_choice_is_found_by_its_letter(string response, string expected) =>
        Assert.Equal(expected, AnswerExtractor.Extract(response, AnswerProfile.EvalLenient, choice: true)?.Text);

    [Fact]
    public void An_answer_says_where_it_was_found()
    {
        ExtractedAnswer answer = AnswerExtractor.Extract(@"so \boxed{1}, \boxed{2}", AnswerProfile.RlStrict)!;
        Assert.True(answer.Several);
        Assert.Equal("box", answer.Rule);
        Assert.Equal(10, answer.Start);
        Assert.Equal(22, answer.End);
    }
}
