namespace Pure.Training.Plans;

/// <summary>What an update works on.</summary>
/// <param name="Trained">Weights that learn.</param>
/// <param name="Tokens">Tokens of the largest micro-batch, padding included.</param>
/// <param name="Targets">Positions of it that go through the head.</param>
/// <param name="MicroBatches">Micro-batches of an update; the gradient of a single one is not summed.</param>
/// <param name="Adapters">Whether these are low-rank adapters, in fp32, and a head.</param>
/// <param name="HeadOnly">Whether only the head learns, so that nothing below it is kept for a backward pass.</param>
internal sealed record UpdateSize(long Trained, int Tokens, int Targets, int MicroBatches, bool Adapters = false, bool HeadOnly = false);
