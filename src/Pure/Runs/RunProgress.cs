namespace Pure.Runs;

/// <summary>How far a long operation is. The library reports it to an <see cref="Action{T}"/>; the command line shows it.</summary>
/// <param name="Phase">What is going on, in a word or two; a new phase begins a new bar.</param>
/// <param name="Done">Parts done.</param>
/// <param name="Total">Parts in all; 0 when not known.</param>
/// <param name="TokensPerSecond">Tokens handled per second of late; 0 when tokens are not what counts, and the rate in parts is
/// shown.</param>
/// <param name="Status">Anything worth seeing beside it, such as the loss; may be empty.</param>
public sealed record RunProgress(string Phase, int Done, int Total, double TokensPerSecond = 0, string Status = "");
