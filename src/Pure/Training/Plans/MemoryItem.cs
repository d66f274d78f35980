namespace Pure.Training.Plans;

/// <summary>Something that takes memory.</summary>
/// <param name="What">In words.</param>
/// <param name="Bytes">How much.</param>
public sealed record MemoryItem(string What, long Bytes);
