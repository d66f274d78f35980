using Pure.Rewards.Implicit;

namespace Pure.Tests.GoldenImplicit;

/// <summary>Two binary decisions: state 0 is the root, state 1 + a follows the first action a. Everything is exact.</summary>
internal sealed class DecisionTree(double[][] logits, double[][] success)
{
    private readonly double[] _right = [.. logits.Select(row => OutcomeLosses.Sigmoid(row[1] - row[0]))];

    /// <summary>Success probability behind each first action.</summary>
    public double[] First => [.. Enumerable.Range(0, 2).Select(a => (P(1 + a, 0) * success[a][0]) + (P(1 + a, 1) * success[a][1]))];

    /// <summary>Success probability at the root.</summary>
    public double Root => (P(0, 0) * First[0]) + (P(0, 1) * First[1]);

    /// <summary>The expected policy gradient with respect to the logits.</summary>
    /// <param name="weights">Weight of the first and of the second step, given outcome, first and second action.</param>
    public double[][] Gradient(Func<double, int, int, double[]> weights)
    {
        double[][] gradient = [.. logits.Select(row => new double[row.Length])];
        for (int a = 0; a < 2; a++)
        {
            for (int b = 0; b < 2; b++)
            {
                double p = P(0, a) * P(1 + a, b);
                double[] weight = weights(success[a][b], a, b);
                for (int k = 0; k < 2; k++)
                {
                    gradient[0][k] += p * weight[0] * ((k == a ? 1 : 0) - P(0, k));
                    gradient[1 + a][k] += p * weight[1] * ((k == b ? 1 : 0) - P(1 + a, k));
                }
            }
        }

        return gradient;
    }

    private double P(int state, int action) => action == 1 ? _right[state] : 1 - _right[state];
}
