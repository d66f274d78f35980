// The didactic task of PAV (arXiv 2410.08146): a sequence succeeds when the planted one occurs in it. A policy of strength gamma gives the
// next needed token the weight gamma and every other token the weight 1. All values are exact, by recursion over (tokens left, tokens
// matched), where "matched" is the longest suffix that the planted sequence begins with.
using Pure.Rewards.Pav;

namespace Pure.Tests.GoldenImplicit;

/// <summary>The task.</summary>
internal sealed class PlantedSequence(int[] planted, int vocabulary, int end, int length)
{
    private readonly Dictionary<(int Left, int Matched, double Gamma), double> _values = [];

    public int[] Planted { get; } = planted;

    /// <summary>Success probability behind a prefix.</summary>
    public double Value(int[] prefix, double gamma)
    {
        int matched = 0;
        foreach (int token in prefix)
        {
            if (token == end) return matched == Planted.Length ? 1 : 0;
            matched = Next(matched, token);
        }

        return Value(length - prefix.Length, matched, gamma);
    }

    /// <summary>Value behind the right first token minus the mean value behind a wrong one that does not end the sequence.</summary>
    public double Contrast(double gamma) => Value([Planted[0]], gamma) - Value([Planted[0] == 1 ? 2 : 1], gamma);

    /// <summary>The terms of theorem 3.1, summed over the steps that the base policy visits.</summary>
    public (double Variance, double Alignment) Complement(double prover, double strength)
    {
        double variance = 0, alignment = 0;
        double[] visited = new double[Planted.Length + 1];
        visited[0] = 1;
        for (int left = length; left > 0; left--)
        {
            double[] next = new double[visited.Length];
            for (int matched = 0; matched < Planted.Length; matched++)
            {
                if (visited[matched] == 0) continue;
                double[] p = [.. Enumerable.Range(0, vocabulary).Select(token => Probability(matched, token, strength))];
                (double v, double a) = StepAdvantage.Complement(p, [.. Enumerable.Range(0, vocabulary).Select(token => Behind(left, matched, token, strength))], [.. Enumerable.Range(0, vocabulary).Select(token => Behind(left, matched, token, prover))]);
                variance += visited[matched] * v;
                alignment += visited[matched] * a;
                for (int token = 0; token < vocabulary; token++)
                {
                    if (token != end) next[Next(matched, token)] += visited[matched] * p[token];
                }
            }

            visited = next;
        }

        return (variance, alignment);
    }

    private double Value(int left, int matched, double gamma)
    {
        if (matched == Planted.Length) return 1;
        if (left == 0) return 0;
        if (_values.TryGetValue((left, matched, gamma), out double known)) return known;
        double value = 0;
        for (int token = 0; token < vocabulary; token++) value += Probability(matched, token, gamma) * Behind(left, matched, token, gamma);
        return _values[(left, matched, gamma)] = value;
    }

    private double Behind(int left, int matched, int token, double gamma) => token == end ? 0 : Value(left - 1, Next(matched, token), gamma);

    private double Probability(int matched, int token, double gamma) => (token == Planted[matched] ? gamma : 1) / (gamma + vocabulary - 1);

    private int Next(int matched, int token)
    {
        if (matched == Planted.Length) return matched;
        int[] seen = [.. Planted[..matched], token];
        for (int n = Math.Min(seen.Length, Planted.Length); n > 0; n--)
        {
            if (seen.AsSpan(seen.Length - n).SequenceEqual(Planted.AsSpan(0, n))) return n;
        }

        return 0;
    }
}
