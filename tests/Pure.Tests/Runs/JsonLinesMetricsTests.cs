using Pure.Runs;

namespace Pure.Tests.Runs;

public sealed class JsonLinesMetricsTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    private string File => _temporary["metrics.jsonl"];

    [Fact]
    public void A_line_has_the_step_first_then_the_names_in_order()
    {
        using (var metrics = new JsonLinesMetrics(File))
        {
            metrics.Write(1, new Dictionary<string, double>(StringComparer.Ordinal) { ["reward"] = 0.1, ["loss"] = 1e-30, ["entropy"] = 2 });
            metrics.Flush();
        }

        Assert.Equal("{\"step\":1,\"entropy\":2,\"loss\":1E-30,\"reward\":0.1}\n", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void A_number_that_is_none_becomes_null_and_is_counted()
    {
        using var metrics = new JsonLinesMetrics(File);
        metrics.Write(1, new Dictionary<string, double>(StringComparer.Ordinal) { ["a"] = double.NaN, ["b"] = double.NegativeInfinity, ["c"] = 1 });
        Assert.Equal("{\"step\":1,\"a\":null,\"b\":null,\"c\":1,\"non_finite\":2}\n", Read());
        Assert.Equal(2, metrics.NonFiniteValues);
    }

    [Fact]
    public void A_resumed_run_writes_each_step_once()
    {
        Fill(-1, 0, 1, 2, 3);
        Fill(2, 3, 4);
        Assert.Equal("01234", Steps());
        Fill(9, 10);
        Assert.Equal("0123410", Steps());
        Fill(-1, 7);
        Assert.Equal("7", Steps());
    }

    [Theory]
    [InlineData("{\"step\":2,\"lo")]
    [InlineData("{\"step\":2,\"lo\n")]
    [InlineData("\0\0\0\0\n")]
    public void A_line_that_a_crash_cut_short_is_dropped(string half)
    {
        Fill(-1, 0, 1);
        System.IO.File.AppendAllText(File, half);
        Fill(9, 2);
        Assert.Equal("012", Steps());
    }

    [Fact]
    public void A_line_that_is_no_metrics_between_others_is_the_user_s_to_mend()
    {
        System.IO.File.WriteAllText(File, "{\"step\":0}\nhello\n{\"step\":1}\n");
        string message = Assert.Throws<PureException>(() => new JsonLinesMetrics(File, 5)).Message;
        Assert.Contains("Line 2", message, StringComparison.Ordinal);
        Assert.Equal("{\"step\":0}\nhello\n{\"step\":1}\n", Read());
    }

    [Fact]
    public void A_full_disk_is_said_in_a_sentence()
    {
        using var metrics = new JsonLinesMetrics("/dev/full");
        Assert.Contains("disk is full", Assert.Throws<RunFailedException>(() => metrics.Write(1, new Dictionary<string, double>(StringComparer.Ordinal))).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _temporary.Dispose();

    private void Fill(int keepThrough, params int[] steps)
    {
        using var metrics = new JsonLinesMetrics(File, keepThrough);
        foreach (int step in steps) metrics.Write(step, new Dictionary<string, double>(StringComparer.Ordinal) { ["loss"] = step });
    }

    private string Read()
    {
        using var reader = new StreamReader(new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private string Steps() => string.Concat(Read().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("step").GetInt32()));
}
