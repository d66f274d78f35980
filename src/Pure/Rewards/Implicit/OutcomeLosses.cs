// The outcome losses with which a language model becomes an implicit process reward model (arXiv 2412.01981, section 3.2), as functions of
// rho = log pi(y) - log ref(y), summed over the response. A loss on rho is all there is: the gradient of the weights is the gradient here
// times that of log pi(y). Pure fp64; sums, never means over tokens.
namespace Pure.Rewards.Implicit;

/// <summary>Cross-entropy, DPO, KTO and NCA on log-ratios.</summary>
public static class OutcomeLosses
{
    /// <summary>Cross-entropy of sigma(beta rho) with the label, a mean over responses. Computed on the logit, so that it never saturates.</summary>
    /// <param name="rho">Log-ratio of each response.</param>
    /// <param name="labels">1 right, 0 wrong, or a share in between.</param>
    /// <param name="beta">Temperature.</param>
    public static OutcomeLoss CrossEntropy(ReadOnlySpan<double> rho, ReadOnlySpan<double> labels, double beta)
    {
        double loss = 0;
        double[] gradient = new double[rho.Length];
        for (int i = 0; i < rho.Length; i++)
        {
            double logit = beta * rho[i];
            loss += (Softplus(logit) - (labels[i] * logit)) / rho.Length;
            gradient[i] = beta * (Sigmoid(logit) - labels[i]) / rho.Length;
        }

        return new OutcomeLoss(loss, gradient);
    }

    /// <summary>
    /// The same as the published code computes it: sigma first, then a cross-entropy whose logarithms end at -100. Where sigma rounds to
    /// 0 or 1 on the wrong side, its loss is 100 and its gradient 0: the worst responses teach nothing. Only to reproduce that.
    /// </summary>
    public static OutcomeLoss CrossEntropyClamped(ReadOnlySpan<double> rho, ReadOnlySpan<double> labels, double beta)
    {
        double loss = 0;
        double[] gradient = new double[rho.Length];
        for (int i = 0; i < rho.Length; i++)
        {
            double p = 1 / (1 + Math.Exp(-beta * rho[i])), slope = p * (1 - p);
            loss -= ((labels[i] * Math.Max(Math.Log(p), -100)) + ((1 - labels[i]) * Math.Max(Math.Log(1 - p), -100))) / rho.Length;
            gradient[i] = beta * slope * (p - labels[i]) / Math.Max(slope, 1e-12) / rho.Length;
        }

        return new OutcomeLoss(loss, gradient);
    }

    /// <summary>DPO (arXiv 2305.18290): -ln sigma(beta (rho_w - rho_l)), a mean over pairs.</summary>
    /// <param name="chosen">rho of the better response of each pair.</param>
    /// <param name="rejected">rho of the worse.</param>
    /// <param name="beta">Temperature.</param>
    /// <returns>The gradient of the chosen, then of the rejected ones.</returns>
    public static OutcomeLoss Dpo(ReadOnlySpan<double> chosen, ReadOnlySpan<double> rejected, double beta)
    {
        double loss = 0;
        double[] gradient = new double[2 * chosen.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            double margin = beta * (chosen[i] - rejected[i]);
            loss += Softplus(-margin) / chosen.Length;
            gradient[i] = -beta * Sigmoid(-margin) / chosen.Length;
            gradient[chosen.Length + i] = -gradient[i];
        }

        return new OutcomeLoss(loss, gradient);
    }

    /// <summary>NCA on pairs (arXiv 2402.05369): -ln sigma(b rho_w) - 0.5 ln sigma(-b rho_w) - 0.5 ln sigma(-b rho_l), a mean over pairs.</summary>
    /// <returns>The gradient of the chosen, then of the rejected ones.</returns>
    public static OutcomeLoss Nca(ReadOnlySpan<double> chosen, ReadOnlySpan<double> rejected, double beta)
    {
        double loss = 0;
        double[] gradient = new double[2 * chosen.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            double w = beta * chosen[i], l = beta * rejected[i];
            loss += (Softplus(-w) + (0.5 * Softplus(w)) + (0.5 * Softplus(l))) / chosen.Length;
            gradient[i] = beta * ((0.5 * Sigmoid(w)) - Sigmoid(-w)) / chosen.Length;
            gradient[chosen.Length + i] = beta * 0.5 * Sigmoid(l) / chosen.Length;
        }

        return new OutcomeLoss(loss, gradient);
    }

    /// <summary>KTO on pairs (arXiv 2402.01306): the reference point of the good ones is max(0, mean rho of the bad ones) and the other way round. As published, the gradient flows through the reference points.</summary>
    /// <returns>The gradient of the chosen, then of the rejected ones.</returns>
    public static OutcomeLoss KtoPairs(ReadOnlySpan<double> chosen, ReadOnlySpan<double> rejected, double beta)
    {
        int n = chosen.Length;
        double meanChosen = Mean(chosen), meanRejected = Mean(rejected);
        double kChosen = Math.Max(0, meanChosen), kRejected = Math.Max(0, meanRejected);
        double loss = 0, throughChosen = 0, throughRejected = 0;
        double[] gradient = new double[2 * n];
        for (int i = 0; i < n; i++)
        {
            double good = Sigmoid(beta * (chosen[i] - kRejected)), bad = Sigmoid(beta * (kChosen - rejected[i]));
            loss += (2 - good - bad) / (2 * n);
            double goodSlope = beta * good * (1 - good) / (2 * n), badSlope = beta * bad * (1 - bad) / (2 * n);
            gradient[i] -= goodSlope;
            gradient[n + i] += badSlope;
            throughRejected += goodSlope;
            throughChosen -= badSlope;
        }

        for (int i = 0; i < n; i++)
        {
            if (meanChosen >= 0) gradient[i] += throughChosen / n;
            if (meanRejected >= 0) gradient[n + i] += throughRejected / n;
        }

        return new OutcomeLoss(loss, gradient);
    }

    /// <summary>KTO on single responses: the reference point is max(0, mean rho of responses under prompts that are not theirs), without gradient.</summary>
    /// <param name="rho">Log-ratio of each response.</param>
    /// <param name="good">Whether each is right.</param>
    /// <param name="mismatched">Log-ratios of mismatched prompts and responses.</param>
    /// <param name="beta">Temperature.</param>
    /// <param name="weights">Of a right and of a wrong response.</param>
    /// <returns>The loss, a mean over responses, with its gradient, and the reference point.</returns>
    public static (OutcomeLoss Value, double Kl) KtoSingles(ReadOnlySpan<double> rho, ReadOnlySpan<bool> good, ReadOnlySpan<double> mismatched, double beta, (double Good, double Bad) weights)
    {
        double kl = mismatched.Length == 0 ? 0 : Math.Max(0, Mean(mismatched)), loss = 0;
        double[] gradient = new double[rho.Length];
        for (int i = 0; i < rho.Length; i++)
        {
            double sign = good[i] ? 1 : -1, weight = (good[i] ? weights.Good : weights.Bad) / rho.Length;
            double p = Sigmoid(sign * beta * (rho[i] - kl));
            loss += weight * (1 - p);
            gradient[i] = -sign * weight * beta * p * (1 - p);
        }

        return (new OutcomeLoss(loss, gradient), kl);
    }

    /// <summary>The second stage on step labels: (sigma(beta rho_step) - label)^2, a mean over labelled steps. The paper's text says something else and finds no gain; this is what its code does.</summary>
    /// <param name="steps">Log-ratio of each labelled step.</param>
    /// <param name="labels">1 right, 0 wrong.</param>
    /// <param name="beta">Temperature.</param>
    public static OutcomeLoss StepLabels(ReadOnlySpan<double> steps, ReadOnlySpan<double> labels, double beta)
    {
        double loss = 0;
        double[] gradient = new double[steps.Length];
        for (int j = 0; j < steps.Length; j++)
        {
            double p = Sigmoid(beta * steps[j]);
            loss += (p - labels[j]) * (p - labels[j]) / steps.Length;
            gradient[j] = 2 * (p - labels[j]) * beta * p * (1 - p) / steps.Length;
        }

        return new OutcomeLoss(loss, gradient);
    }

    /// <summary>1 / (1 + e^-x)</summary>
    public static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    /// <summary>ln(1 + e^x)</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum / values.Length;
    }
}
