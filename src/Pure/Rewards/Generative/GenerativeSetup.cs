namespace Pure.Rewards.Generative;

/// <summary>A generative verifier's texts, how much it thinks, and how its reviews become rewards.</summary>
/// <param name="Format">Its texts.</param>
/// <param name="Options">How much it thinks.</param>
/// <param name="Reads">How reviews become rewards.</param>
public sealed record GenerativeSetup(VerificationFormat Format, VerifierOptions Options, GenerativeReads Reads);
