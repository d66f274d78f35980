// Losses on preference pairs. Bradley-Terry: -log sigmoid(r_c - r_r). PURM (arXiv 2503.22480): -log E[sigmoid(z)] with z normal around
// mu_c - mu_r, by a fixed quadrature instead of the paper's 1000 draws: the same number without noise, and no generator to keep. The plain
// fp64 form is Rewards/Uncertain/PurmLoss.cs; the two are tested to agree.
using Pure.Rewards.Uncertain;
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Pure.Training.Preferences;

/// <summary>Sums of losses over pairs, as tensors.</summary>
public static class PairLoss
{
    /// <summary>The quadrature of the training loss: 161 nodes to 10 deviations.</summary>
    public static NormalNodes Nodes { get; } = NormalNodes.Trapezoid(reach: 10, step: 0.125);

    /// <summary>Sum of -log sigmoid(r_c - r_r), and of the centering penalty.</summary>
    /// <param name="chosen">(P) rewards of the better responses.</param>
    /// <param name="rejected">(P) of the worse ones.</param>
    /// <param name="centering">Weight of (r_c + r_r)^2.</param>
    public static Tensor BradleyTerry(Tensor chosen, Tensor rejected, double centering)
    {
        Tensor loss = F.logsigmoid(chosen.Minus(rejected)).sum().Times(-1);
        return centering == 0 ? loss : loss.Plus(Squares(chosen.Plus(rejected)).Times(centering));
    }

    /// <summary>Sum of PURM's loss, and of the penalty on both raw outputs squared.</summary>
    /// <param name="chosen">(P, 2): mean and raw deviation of the better responses.</param>
    /// <param name="rejected">(P, 2) of the worse ones.</param>
    /// <param name="form">Paper or released.</param>
    /// <param name="penalty">Weight of raw^2.</param>
    public static Tensor Purm(Tensor chosen, Tensor rejected, PurmLossForm form, double penalty)
    {
        Tensor mean = chosen.select(1, 0).Minus(rejected.select(1, 0));                                          // (P)
        Tensor deviation = Variance(chosen).Plus(Variance(rejected)).sqrt();                                     // (P)
        Tensor nodes = tensor(Nodes.Nodes, dtype: ScalarType.Float32), weights = tensor(Nodes.LogWeights, dtype: ScalarType.Float32);  // (S)
        Tensor log = F.logsigmoid(mean.unsqueeze(1).Plus(deviation.unsqueeze(1) * nodes));                       // (P, S)
        Tensor loss = form == PurmLossForm.Paper
            ? log.Plus(weights).logsumexp(1).sum().Times(-1)
            : (log * weights.exp()).sum().Times(-1);
        if (penalty == 0) return loss;
        return loss.Plus(Squares(chosen.select(1, 1)).Plus(Squares(rejected.select(1, 1))).Times(penalty));
    }

    private static Tensor Squares(Tensor x) => (x * x).sum();

    /// <summary>sigma^2 = exp(2 raw / 10), with raw limited; beyond the limits only the penalty pulls it back.</summary>
    private static Tensor Variance(Tensor outputs) =>
        outputs.select(1, 1).Clamped(-RewardDistribution.MostRaw, RewardDistribution.MostRaw).Times(2 / RewardDistribution.RawTemperature).exp();
}
