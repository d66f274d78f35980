namespace Pure.Training;

/// <summary>A metric of the step at which a checkpoint was written, by which checkpoints are compared.</summary>
internal sealed record MetricValue(string Name, double Value);
