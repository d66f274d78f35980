using System.Globalization;
using System.Numerics;
using Pure.Answers;
using Pure.Answers.Numbers;
using Pure.Answers.Published;
using Pure.Answers.Syntax;

namespace Pure.Tests.Answers;

/// <summary>What each part of the grader makes of a text: its tree, its place in a response, its unit, its value, the rule that decides a pair.</summary>
public sealed class AnswerTableTests
{
    private const int Bits = 256;

    [Fact]
    public void A_text_is_read_as_this_tree() => AnswerTable.Check("trees", text =>
    {
        try
        {
            return AnswerReader.Read(text, new Reading(), new Fuel(Fuel.PerGrading)).ToString();
        }
        catch (UnreadableException e)
        {
            return $"! {e.Message}";
        }
    });

    [Fact]
    public void A_pair_is_decided_by_this_rule()
    {
        string[][] rows = [.. AnswerTable.Rows("verdicts")];
        string[] wrong = [.. rows.Select(row => (Row: row, Got: AnswerGrader.Grade(row[2], row[3], AnswerProfile.EvalLenient)))
            .Where(pair => pair.Got.Verdict.ToString() != pair.Row[0] || pair.Got.Reason != pair.Row[1]).Select(pair => $"{string.Join(" | ", pair.Row)}: {pair.Got.Verdict}, {pair.Got.Reason}")];
        Assert.Empty(wrong);
    }

    [Fact]
    public void A_response_gives_this_answer_at_this_place() => AnswerTable.Check("extraction", text => Found(text, choice: false));

    [Fact]
    public void A_response_to_a_choice_gives_this_letter() => AnswerTable.Check("choices", text => Found(text, choice: true));

    [Fact]
    public void Qwens_evaluation_reads_this_answer() => AnswerTable.Check("qwen", QwenAnswerText.Extract);

    [Fact]
    public void Prm800k_writes_an_answer_so() => AnswerTable.Check("prm800k", Prm800kNormalizer.Normalize);

    [Fact]
    public void A_unit_has_this_size_and_dimension() => AnswerTable.Check("units", text => Units.Parse(text) is { } unit ? $"{unit.Factor}\t{unit.Normal}" : "-\t");

    /// <summary>The digits are mpmath's.</summary>
    [Fact]
    public void An_expression_has_these_digits()
    {
        var wrong = new List<string>();
        foreach (string[] row in AnswerTable.Rows("values"))
        {
            var fuel = new Fuel(Fuel.PerGrading);
            ComplexBall? value = new NumericEvaluator(Bits, row[0] == "complex", naturalLog: false, fuel).Value(AnswerReader.Read(row[1], new Reading(), fuel));
            bool right = row[2].Length == 0 ? value is null : value is { } ball && Near(ball.Re, row[2]) && Near(ball.Im, row[3]);
            if (!right) wrong.Add($"{row[0]} {row[1]}");
        }

        Assert.Empty(wrong);
    }

    /// <summary>Agrees to 40 digits, with a bound that says so.</summary>
    private static bool Near(Ball value, string digits)
    {
        int point = digits.IndexOf('.', StringComparison.Ordinal);
        BigInteger whole = BigInteger.Parse(digits.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        Ball expected = Ball.Of(Rational.Of(whole, BigInteger.Pow(10, point < 0 ? 0 : digits.Length - point - 1)), Bits);
        long size = Math.Max(expected.Magnitude, -140);
        return value.Minus(expected, Bits).Magnitude < size - 130 && value.Error < Math.Max(size, 0) - Bits + 60;
    }

    private static string Found(string text, bool choice) =>
        AnswerExtractor.Extract(text, AnswerProfile.EvalLenient, choice) is { } answer ? $"{answer.Rule}\t{answer.Text}\t{answer.Start}-{answer.End}" : "-\t\t";
}
