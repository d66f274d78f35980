namespace Pure.Tensors;

/// <summary>The constants of AdamW (arXiv 1711.05101); the learning rate comes with each step, from a schedule.</summary>
public readonly record struct AdamWOptions(double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, double WeightDecay = 0);
