namespace Pure.Runs;

/// <summary>A complete checkpoint of a run.</summary>
/// <param name="Step">Steps done when it was written.</param>
/// <param name="Path">Its folder.</param>
public sealed record Checkpoint(int Step, string Path);
