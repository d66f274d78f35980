namespace Pure.Tensors.Simd;

/// <summary>What the gradient of one row of logits needs.</summary>
/// <param name="Target">The token.</param>
/// <param name="Normalizer">lse(z)</param>
/// <param name="Mean">sum(p z)</param>
/// <param name="LogProbability">Gradient for the token's log-probability.</param>
/// <param name="Entropy">Gradient for the entropy.</param>
internal readonly record struct SoftmaxGradient(long Target, double Normalizer, double Mean, float LogProbability, float Entropy);
