// How well scores order the responses of a group (the "dpo_acc" of PRIME's code): the share of pairs that are ordered as their outcomes
// are, each weighted by the difference of the outcomes. A tie counts as "the first is not greater".
namespace Pure.Credit.Prime;

/// <summary>Accuracy of a reward model within a group.</summary>
public static class PairAccuracy
{
    /// <summary>The weighted share; one half when all outcomes are equal.</summary>
    public static double Of(ReadOnlySpan<double> scores, ReadOnlySpan<double> outcomes)
    {
        double right = 0, total = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            for (int j = i + 1; j < scores.Length; j++)
            {
                double weight = Math.Abs(outcomes[i] - outcomes[j]);
                total += weight;
                if ((scores[i] > scores[j]) == (outcomes[i] > outcomes[j])) right += weight;
            }
        }

        return total == 0 ? 0.5 : right / total;
    }

    /// <summary>Share of the responses whose score has the sign of 2 outcome - 1.</summary>
    public static double Absolute(ReadOnlySpan<double> scores, ReadOnlySpan<double> outcomes)
    {
        int right = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (Math.Sign(scores[i]) == Math.Sign((2 * outcomes[i]) - 1)) right++;
        }

        return (double)right / scores.Length;
    }
}
