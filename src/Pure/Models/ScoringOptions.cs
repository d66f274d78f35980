using Pure.Tensors;

namespace Pure.Models;

/// <summary>How a forward pass over many sequences is cut and run.</summary>
/// <param name="Lanes">Where micro-batches run.</param>
/// <param name="TokenBudget">Most tokens of a micro-batch, padding included.</param>
/// <param name="Temperature">Sampling temperature the log-probabilities are meant for.</param>
public sealed record ScoringOptions(Lanes Lanes, int TokenBudget, double Temperature = 1);
