namespace Pure.Runs;

/// <summary>Takes the numbers of each step.</summary>
public interface IMetricSink : IDisposable
{
    /// <summary>Takes the metrics of one step.</summary>
    /// <param name="step">The step; ascending from call to call.</param>
    /// <param name="values">Name to value; a value may be NaN or infinite.</param>
    void Write(int step, IReadOnlyDictionary<string, double> values);

    /// <summary>
    /// Writes everything through to the disk. Called before a checkpoint is written, so that no step up to it can be missing after a
    /// resume.
    /// </summary>
    void Flush();
}
