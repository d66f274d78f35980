namespace Pure.Runs;

/// <summary>Passes each step to several sinks, in their order.</summary>
public sealed class MetricSinks(params IReadOnlyList<IMetricSink> sinks) : IMetricSink
{
    public void Write(int step, IReadOnlyDictionary<string, double> values)
    {
        foreach (IMetricSink sink in sinks) sink.Write(step, values);
    }

    public void Flush()
    {
        foreach (IMetricSink sink in sinks) sink.Flush();
    }

    public void Dispose()
    {
        foreach (IMetricSink sink in sinks) sink.Dispose();
    }
}
