using System.Diagnostics;

namespace Pure.Training;

/// <summary>Times the phases of a step, under verl's names <c>timing_s/...</c>.</summary>
internal sealed class PhaseClock
{
    private readonly List<(string Phase, double Seconds)> _phases = [];
    private long _start = Stopwatch.GetTimestamp();

    /// <summary>Ends the phase that began when the one before it ended.</summary>
    public void End(string phase)
    {
        long now = Stopwatch.GetTimestamp();
        _phases.Add((phase, Stopwatch.GetElapsedTime(_start, now).TotalSeconds));
        _start = now;
    }

    public void AddTo(SortedDictionary<string, double> metrics)
    {
        foreach ((string phase, double seconds) in _phases) metrics["timing_s/" + phase] = seconds;
        metrics["step_time"] = _phases.Sum(p => p.Seconds);
    }
}
