namespace Pure.Training;

/// <summary>What one update says of itself.</summary>
/// <param name="Loss">The loss before the update.</param>
/// <param name="GradientNorm">Norm of all gradients, before clipping.</param>
/// <param name="LearningRate">The learning rate used.</param>
/// <param name="Skipped">Whether the update was computed but not applied.</param>
public sealed record UpdateStatistics(double Loss, double GradientNorm, double LearningRate, bool Skipped = false);
