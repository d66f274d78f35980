using System.Globalization;
using Pure.Answers;

namespace Pure.Cli.Commands;

/// <summary>Counts and times of <c>pure grade</c>.</summary>
internal sealed class GradeSummary
{
    private readonly List<double> _milliseconds = [];

    public int Correct { get; private set; }

    public int Wrong { get; private set; }

    public int NoAnswer { get; private set; }

    public int Ungradable { get; private set; }

    public int BadLines { get; private set; }

    /// <summary>Counts one line.</summary>
    public void Add(GradedLine line)
    {
        if (line.Complaint is not null)
        {
            BadLines++;
            return;
        }

        _milliseconds.Add(line.Milliseconds);
        if (line.Result.Verdict == AnswerVerdict.Equal) Correct++;
        else if (line.Result.Verdict == AnswerVerdict.Ungradable) Ungradable++;
        else if (line.Result.NoAnswer) NoAnswer++;
        else Wrong++;
    }

    /// <summary>The row of the summary table.</summary>
    public string[] Row()
    {
        double[] sorted = [.. _milliseconds.Order()];
        int cases = sorted.Length;
        string Time(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
        return
        [
            Count(cases), Count(Correct), Count(Wrong), Count(NoAnswer), Count(Ungradable), Count(BadLines),
            cases == 0 ? "-" : $"{(100.0 * Correct / cases).ToString("F1", CultureInfo.InvariantCulture)}%",
            cases == 0 ? "-" : Time(sorted.Average()), cases == 0 ? "-" : Time(sorted[Math.Min(cases - 1, cases * 99 / 100)]), cases == 0 ? "-" : Time(sorted[^1]),
        ];
    }

    private static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);
}
