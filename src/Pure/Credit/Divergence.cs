using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pure.Credit;

/// <summary>Divergence of the policy from a reference at one sampled token, from the log-ratio l = log p - log p_ref.</summary>
/// <remarks>In k3 the exponent is log p_ref - log p. See http://joschu.net/blog/kl-approx.html.</remarks>
public static class Divergence
{
    /// <summary>The estimate for one token, in nats.</summary>
    public static double Estimate(KlEstimator estimator, double logRatio) => estimator switch
    {
        KlEstimator.K1 => logRatio,
        KlEstimator.K2 => 0.5 * logRatio * logRatio,
        KlEstimator.K3 => Math.Exp(-logRatio) - 1 + logRatio,
        KlEstimator.K3Clamped => Math.Clamp(Math.Exp(-logRatio) - 1 + logRatio, -10, 10),
        KlEstimator.Abs => Math.Abs(logRatio),
        _ => throw new ArgumentOutOfRangeException(nameof(estimator), estimator, message: null),
    };

    /// <summary>Derivative of the estimate with respect to log p, for a divergence in the loss. That of k1 is 1 whatever the policy does: on average it moves nothing.</summary>
    public static double Slope(KlEstimator estimator, double logRatio) => estimator switch
    {
        KlEstimator.K1 => 1,
        KlEstimator.K2 => logRatio,
        KlEstimator.K3 => 1 - Math.Exp(-logRatio),
        KlEstimator.K3Clamped => Estimate(KlEstimator.K3, logRatio) <= 10 ? 1 - Math.Exp(-logRatio) : 0,
        KlEstimator.Abs => Math.Sign(logRatio),
        _ => throw new ArgumentOutOfRangeException(nameof(estimator), estimator, message: null),
    };

    /// <summary>Replaces log-ratios by factor * estimate, in place.</summary>
    internal static void Estimate(KlEstimator estimator, Span<double> ratios, double factor)
    {
        Span<Vector256<double>> blocks = MemoryMarshal.Cast<double, Vector256<double>>(ratios);
        Vector256<double> scale = Vector256.Create(factor), one = Vector256<double>.One;
        switch (estimator)
        {
            case KlEstimator.K1:
                foreach (ref Vector256<double> block in blocks) block *= scale;
                break;
            case KlEstimator.K3:
                foreach (ref Vector256<double> block in blocks) block = (Vector256.Exp(-block) - one + block) * scale;
                break;
            case KlEstimator.K3Clamped:
                Vector256<double> limit = Vector256.Create(10.0);
                foreach (ref Vector256<double> block in blocks) block = Vector256.Clamp(Vector256.Exp(-block) - one + block, -limit, limit) * scale;
                break;
            default:
                blocks = [];
                break;
        }

        foreach (ref double ratio in ratios[(blocks.Length * Vector256<double>.Count)..]) ratio = factor * Estimate(estimator, ratio);
    }
}
