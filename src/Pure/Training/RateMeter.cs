using System.Diagnostics;

namespace Pure.Training;

/// <summary>Tokens a second, as a running average over about ten steps.</summary>
internal sealed class RateMeter
{
    private long _last = Stopwatch.GetTimestamp();
    private double _tokens;
    private double _seconds;

    /// <summary>Takes up the tokens handled since the last call.</summary>
    /// <returns>The rate.</returns>
    public double Add(double tokens)
    {
        long now = Stopwatch.GetTimestamp();
        _tokens = (0.9 * _tokens) + tokens;
        _seconds = (0.9 * _seconds) + Stopwatch.GetElapsedTime(_last, now).TotalSeconds;
        _last = now;
        return _seconds > 0 ? _tokens / _seconds : 0;
    }
}
