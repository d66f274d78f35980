// How far the soft minimum lies above the minimum. With d_j = (r_j - min)/T, one d equal to 0, the gap divided by T is
// sum d_j exp(-d_j) / (1 + sum' exp(-d_j)). It is largest when all other d are equal to x with (x-1) exp(x-1) = (n-1)/e,
// and then equals x - 1. Hence 0 <= sum r* - min r <= T W0((n-1)/e), and the bound is attained.
namespace Pure.Credit;

/// <summary>The exact error bound of the soft minimum.</summary>
public static class SoftMinGap
{
    /// <summary>The largest possible value of (sum of r*) - (min of r) over n steps at temperature T.</summary>
    public static double Bound(int steps, double temperature) => temperature * LambertW0((steps - 1) / Math.E);

    /// <summary>The temperature at which n steps have the bound that the reference number of steps has at T; T itself for up to that many steps.</summary>
    public static double ScaledTemperature(double temperature, int steps, int referenceSteps) =>
        steps <= referenceSteps ? temperature : temperature * LambertW0((referenceSteps - 1) / Math.E) / LambertW0((steps - 1) / Math.E);

    /// <summary>The solution w >= 0 of w exp(w) = x for x >= 0, by Halley's method.</summary>
    public static double LambertW0(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        double w = Math.Log(1 + x);
        for (int k = 0; k < 32; k++)
        {
            double e = Math.Exp(w), f = (w * e) - x;
            double change = f / ((e * (w + 1)) - ((w + 2) * f / ((2 * w) + 2)));
            w -= change;
            if (Math.Abs(change) <= 1e-15 * (1 + w)) break;
        }

        return w;
    }
}
