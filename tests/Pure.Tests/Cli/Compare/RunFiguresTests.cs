using Pure.Cli.Compare;
using Pure.Cli.Demo.Report;

namespace Pure.Tests.Cli.Compare;

public sealed class RunFiguresTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public RunFiguresTests() => File.WriteAllLines(_file,
    [
        """{"step":0,"eval/pass@1":0.2}""",
        """{"step":1,"num_tokens":100,"step_time":1.0}""",
        """{"step":2,"num_tokens":100,"step_time":3.0,"eval/pass@1":0.4,"eval/all_steps_right":0.3,"kl":0.1}""",
        """{"step":3,"num_tokens":200,"step_time":2.0,"eval/pass@1":0.8,"eval/all_steps_right":0.7,"kl":0.2}""",
    ]);

    [Fact]
    public void Tokens_add_up_over_all_steps_and_not_only_over_those_that_were_evaluated()
    {
        var figures = RunFigures.Read(_file, 1);
        Assert.Equal([0, 200, 400], figures.Tokens);
        Assert.Equal((6.0, 2.0, 0.7), (figures.Seconds, figures.SecondsPerStep, figures.AllStepsRight!.Value));
    }

    [Theory]
    [InlineData(0, 0.2)]
    [InlineData(100, 0.3)]
    [InlineData(200, 0.4)]
    [InlineData(300, 0.6)]
    [InlineData(400, 0.8)]
    public void Accuracy_at_a_number_of_tokens_is_linear_between_evaluations(double tokens, double accuracy) =>
        Assert.Equal(accuracy, RunFigures.Read(_file, 1).Pass1AtTokens(tokens)!.Value, 1e-12);

    [Fact]
    public void Beyond_the_end_of_a_run_there_is_no_accuracy() => Assert.Null(RunFigures.Read(_file, 1).Pass1AtTokens(401));

    [Fact]
    public void Tables_are_means_over_seeds_and_name_each_run_once()
    {
        var comparison = new Comparison();
        var run = new ComparedRun("a", "A", "system A", "answers");
        comparison.Add(run, RunFigures.Read(_file, 1), [new StageCost("labels", "10 answers", 1000, 2000, 3)]);
        comparison.Add(run, RunFigures.Read(_file, 2), [new StageCost("labels", "10 answers", 3000, 2000, 5)]);

        ReportTable[] tables = [.. comparison.Tables(), .. comparison.CostTables()];

        Assert.Equal(["system A", "0.200", "0.400", "0.800"], Assert.Single(tables[0].Rows));
        Assert.Equal("0.800 to 0.800", tables[2].Rows[0][2]);
        Assert.Equal(["system A", "answers", "10 answers", "2", "2", "4"], tables[3].Rows[0]);
        Assert.Contains("| system A | 0.200 | 0.400 | 0.800 |", MarkdownTables.Write(tables), StringComparison.Ordinal);
        Assert.Contains("system A", ComparePage.Render("words", comparison, tables), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_was_stopped_is_named_and_takes_no_part_in_the_common_number_of_tokens()
    {
        string stopped = Path.GetTempFileName();
        File.WriteAllLines(stopped, File.ReadLines(_file).Take(1));
        var comparison = new Comparison();
        comparison.Add(new ComparedRun("a", "A", "system A"), RunFigures.Read(_file, 1), []);
        comparison.Add(new ComparedRun("b", "B", "system B"), RunFigures.Read(stopped, 1) with { Stopped = "nothing was finite" }, []);
        File.Delete(stopped);

        IReadOnlyList<ReportTable> tables = comparison.Tables();

        Assert.Equal(["system A", "0.300", "0.400", "0.600", "0.800"], tables[1].Rows[0]);
        Assert.Equal(["system B", "–", "–", "–", "–"], tables[1].Rows[1]);
        Assert.Equal(["system B", "1", "0", "nothing was finite"], Assert.Single(tables[^1].Rows));
        Assert.Contains("\"stopped\": \"nothing was finite\"", CompareReport.Json(comparison, []), StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_file);
}
