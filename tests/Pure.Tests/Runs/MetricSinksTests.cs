using Pure.Runs;

namespace Pure.Tests.Runs;

public sealed class MetricSinksTests
{
    [Fact]
    public void Every_sink_gets_every_call()
    {
        var calls = new List<string>();
        using (var sinks = new MetricSinks(new Recorder("a", calls), new Recorder("b", calls)))
        {
            sinks.Write(3, new Dictionary<string, double>(StringComparer.Ordinal) { ["x"] = 1 });
            sinks.Flush();
        }

        Assert.Equal("a3 b3 aF bF aD bD", string.Join(' ', calls));
    }

    private sealed class Recorder(string name, List<string> calls) : IMetricSink
    {
        public void Write(int step, IReadOnlyDictionary<string, double> values) => calls.Add($"{name}{step}");

        public void Flush() => calls.Add($"{name}F");

        public void Dispose() => calls.Add($"{name}D");
    }
}
