namespace Pure.Training;

/// <summary>One row of a reliability table: what a model believed of some steps, and what was true of them.</summary>
/// <param name="From">Lowest probability of "good" in the bin.</param>
/// <param name="To">Highest, exclusive but in the last bin.</param>
/// <param name="Steps">Labelled steps in it.</param>
/// <param name="Believed">Mean probability of "good"; NaN in an empty bin.</param>
/// <param name="Right">Share of right steps; NaN in an empty bin.</param>
public sealed record ReliabilityBin(double From, double To, int Steps, double Believed, double Right);
