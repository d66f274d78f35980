namespace Pure.Cli.Demo;

/// <summary>A step of it.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Reward">Its process reward.</param>
/// <param name="Error">The exact checker's verdict; <see langword="null"/> when right.</param>
internal sealed record DemoSampleStep(string Text, double Reward, string? Error);
