namespace Pure.Training.Plans;

/// <summary>What the largest micro-batch of an update works on.</summary>
/// <param name="Trained">Weights that learn.</param>
/// <param name="Tokens">Tokens, padding included.</param>
/// <param name="Targets">Positions that go through the head.</param>
/// <param name="HeadOnly">Whether only the head learns, so that nothing below it is kept for a backward pass.</param>
internal sealed record UpdateSize(long Trained, int Tokens, int Targets, bool HeadOnly = false);
