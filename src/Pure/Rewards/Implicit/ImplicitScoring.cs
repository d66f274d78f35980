namespace Pure.Rewards.Implicit;

/// <summary>How the rewards of an implicit process reward model are read.</summary>
/// <param name="Reading">From tokens to steps.</param>
/// <param name="Coefficient">Multiplies the log-ratio.</param>
/// <param name="Bounded">Whether a step's reward r becomes tanh(r/2).</param>
public sealed record ImplicitScoring(ImplicitReading Reading, double Coefficient, bool Bounded);
