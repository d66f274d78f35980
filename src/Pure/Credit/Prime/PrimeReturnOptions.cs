namespace Pure.Credit.Prime;

/// <summary>How PRIME's returns are computed.</summary>
/// <param name="Form">The baseline.</param>
/// <param name="GammaProcess">Discount of the process reward, per token.</param>
/// <param name="GammaOutcome">Discount of the outcome, per token.</param>
/// <param name="ProcessCoef">Multiplies the process reward.</param>
/// <param name="OutcomeCoef">Multiplies the outcome.</param>
public sealed record PrimeReturnOptions(PrimeForm Form, double GammaProcess = 1, double GammaOutcome = 1, double ProcessCoef = 1, double OutcomeCoef = 1);
