// McNemar's test (1947), exact: of the problems that exactly one of two models solves, is the split between them more uneven than a fair
// coin's? Problems that both solve or both fail say nothing about which is better.
namespace Pure.Evaluation.Statistics;

/// <summary>A paired comparison of two models on the same problems.</summary>
/// <param name="BothRight">Problems both solve.</param>
/// <param name="OnlyFirst">Problems that only the first solves.</param>
/// <param name="OnlySecond">Problems that only the second solves.</param>
/// <param name="BothWrong">Problems neither solves.</param>
public sealed record McNemar(int BothRight, int OnlyFirst, int OnlySecond, int BothWrong)
{
    /// <summary>Two-sided exact p-value: min(1, 2 P(X at most the smaller count)), X binomial with 1/2. 1 when no problem tells them apart.</summary>
    public double P
    {
        get
        {
            int n = OnlyFirst + OnlySecond, least = Math.Min(OnlyFirst, OnlySecond);
            double logChoose = 0, sum = 0;
            for (int i = 0; i <= least; i++)
            {
                sum += Math.Exp(logChoose - (n * Math.Log(2)));
                logChoose += Math.Log(n - i) - Math.Log(i + 1);
            }

            return Math.Min(1, 2 * sum);
        }
    }

    /// <summary>Counts paired outcomes.</summary>
    public static McNemar Of(IEnumerable<(bool First, bool Second)> pairs)
    {
        int both = 0, first = 0, second = 0, none = 0;
        foreach ((bool a, bool b) in pairs)
        {
            if (a && b) both++;
            else if (a) first++;
            else if (b) second++;
            else none++;
        }

        return new McNemar(both, first, second, none);
    }
}
