namespace Pure.Cli.Console;

/// <summary>
/// The rate of late: over the last half minute, or over the last few reports when they are rarer than that. A phase that is resumed
/// counts from where it began here.
/// </summary>
internal sealed class ProgressPace
{
    private const int FewestSamples = 4;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly Queue<(TimeSpan Time, double Done)> _samples = new();

    /// <summary>Takes a measurement and gives the parts per second, 0 while that cannot be told.</summary>
    /// <param name="time">Time on any clock that does not go back.</param>
    /// <param name="done">Parts done.</param>
    public double Add(TimeSpan time, double done)
    {
        _samples.Enqueue((time, done));
        while (_samples.Count > FewestSamples && time - _samples.Peek().Time > Window) _samples.Dequeue();
        (TimeSpan start, double first) = _samples.Peek();
        return time > start && done > first ? (done - first) / (time - start).TotalSeconds : 0;
    }
}
