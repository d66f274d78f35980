using Pure.Data;
using Pure.Text;

namespace Pure.Tests.Data.Files;

/// <summary>Files that another program wrote (DuckDB 1.4: nested structs and lists, two row groups, zstd).</summary>
public sealed class ParquetFileTests
{
    private static string File(string name) => Path.Combine(AppContext.BaseDirectory, "Data", "Files", name);

    [Fact]
    public void Verl_training_file()
    {
        Dataset<ProblemRow> data = Dataset.Read(File("verl.parquet"), RowFormats.Problems, new DataOptions());
        Assert.Equal("verl", data.Report.Format);
        Assert.Equal(5, data.Rows.Count);
        Assert.Equal([new ChatMessage("user", "Q4 é")], data.Rows[4].Prompt);
        Assert.Equal(("openai/gsm8k/train/4", "12"), (data.Rows[4].Id, data.Rows[4].Answer));
    }

    [Fact]
    public void Labelled_steps_over_several_row_groups()
    {
        Dataset<StepwiseSolution> data = Dataset.Read(File("steps.parquet"), RowFormats.Solutions, new DataOptions());
        Assert.Equal(3000, data.Rows.Count);
        Assert.Equal(2999, data.Numbers[2998]);
        Assert.Equal("P2999", data.Rows[2999].Prompt);
        Assert.Equal(["a2999", "b", "c"], data.Rows[2999].Steps);
        Assert.Equal([true, false], data.Rows[2999].Labels);
        Assert.Equal([true, true], data.Rows[2998].Labels);
    }
}
