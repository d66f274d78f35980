namespace Pure.Credit.Oreal;

/// <summary>What OREAL's losses read of one response. All arrays have one entry a response token.</summary>
/// <param name="Reward">+1 right, -1 wrong.</param>
/// <param name="Advantage">Over all samples of its problem.</param>
/// <param name="LogProbabilities">Under the policy.</param>
/// <param name="Reference">Under the policy that training began with.</param>
/// <param name="Weights">Weights of its tokens.</param>
public sealed record OrealSequence(double Reward, double Advantage, double[] LogProbabilities, double[] Reference, OrealTokenWeights Weights);
