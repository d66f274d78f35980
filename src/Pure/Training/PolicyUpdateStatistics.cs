namespace Pure.Training;

/// <summary>What a policy update says of itself.</summary>
/// <param name="Update">Loss, gradient norm, learning rate.</param>
/// <param name="Ratios">Importance ratios before the update.</param>
public sealed record PolicyUpdateStatistics(UpdateStatistics Update, RatioStatistics Ratios);
