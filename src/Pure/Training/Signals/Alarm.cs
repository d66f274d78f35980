namespace Pure.Training.Signals;

/// <summary>A sign of reward hacking or collapse.</summary>
/// <param name="Detector">Which detector raised it.</param>
/// <param name="Message">What is seen, in one sentence.</param>
/// <param name="Value">The number that crossed its limit.</param>
/// <param name="Limit">The limit.</param>
public sealed record Alarm(string Detector, string Message, double Value, double Limit);
