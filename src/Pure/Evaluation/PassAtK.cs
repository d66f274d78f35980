namespace Pure.Evaluation;

/// <summary>The unbiased estimate of pass@k: the chance that at least one of k responses, drawn without replacement from n of which c are right, is right (Chen et al., arXiv 2107.03374).</summary>
public static class PassAtK
{
    /// <summary>1 - C(n-c, k) / C(n, k) = 1 - product over i = n-c+1..n of (1 - k/i); 1 where fewer than k are wrong, so also for every k above n.</summary>
    /// <param name="n">Responses.</param>
    /// <param name="c">Right ones among them.</param>
    /// <param name="k">Responses drawn.</param>
    /// <exception cref="PureException">The counts are not those of responses.</exception>
    public static double Of(int n, int c, int k)
    {
        if (n < 1 || c < 0 || c > n || k < 0) throw new PureException($"pass@{k} cannot be estimated from {c} right ones of {n} responses. Give at least one response, and no more right ones than there are.");
        if (n - c < k) return 1;
        double none = 1;
        for (int i = n - c + 1; i <= n; i++) none *= 1 - ((double)k / i);
        return 1 - none;
    }
}
