namespace Pure.Training;

/// <summary>How the trainer's log-probabilities compare with those recorded when the tokens were sampled, before the update.</summary>
/// <param name="MeanLogpDifference">Mean of |log p(trainer) - log p(sampler)| over tokens.</param>
/// <param name="MaxLogpDifference">The largest of them.</param>
/// <param name="MeanRatio">Mean importance ratio over tokens, each with its weight in the loss.</param>
/// <param name="MinRatio">Smallest importance ratio.</param>
/// <param name="MaxRatio">Largest importance ratio.</param>
/// <param name="ClippedShare">Share of tokens whose ratio lies outside the clip range on the side where the clip acts.</param>
public sealed record RatioStatistics(double MeanLogpDifference, double MaxLogpDifference, double MeanRatio, double MinRatio, double MaxRatio, double ClippedShare);
