namespace Pure.Training.Implicit;

/// <summary>A loss on log-probabilities, and its slope at each of them.</summary>
/// <param name="Loss">The part's share of the batch's loss.</param>
/// <param name="Slopes">dLoss / d log pi of every token of every sequence of the part.</param>
public readonly record struct TokenSlopes(double Loss, double[][] Slopes);
