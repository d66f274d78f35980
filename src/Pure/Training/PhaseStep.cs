namespace Pure.Training;

/// <summary>An update of a phase that is to be made.</summary>
/// <param name="Index">Index of the phase.</param>
/// <param name="Phase">Its options.</param>
/// <param name="Step">Updates made in it.</param>
/// <param name="GlobalStep">Updates made in all.</param>
/// <param name="Rows">Indices of the phase's rows that it learns from.</param>
/// <param name="LearningRate">At this step.</param>
/// <param name="Weights">Applies gradients.</param>
internal sealed record PhaseStep<TPhase>(int Index, TPhase Phase, int Step, int GlobalStep, int[] Rows, double LearningRate, WeightUpdate Weights);
