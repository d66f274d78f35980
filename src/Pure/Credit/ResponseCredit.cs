// The working state of one response on its way through the pipeline. Arrays are per token and become the result as they are.
namespace Pure.Credit;

/// <summary>One response while its credit is computed.</summary>
internal sealed class ResponseCredit
{
    public ResponseCredit(CreditInput input)
    {
        Input = input;
        Length = input.Length;
        if (Length == 0) throw new PureException($"{input} has no tokens. Leave responses without a single token out of the batch.");
        Steps = new double[input.Steps.Count];
    }

    public CreditInput Input { get; }

    public int Length { get; }

    /// <summary>Credit of each step, coefficient included.</summary>
    public double[] Steps { get; }

    /// <summary>Sum of <see cref="Steps"/>: the "outcome reward" of the response.</summary>
    public double Total { get; set; }

    /// <summary>Whether the process reward model scored this response.</summary>
    public bool HasProcessReward { get; set; }

    public int EmptySteps { get; set; }

    /// <summary>Baseline per token (or per step) of those subtracted before accumulation.</summary>
    public double Rate { get; set; }

    /// <summary>Verifiable reward that is part of the last token's score.</summary>
    public double VerifiableScore { get; set; }

    /// <summary>Verifiable reward centred on its own: the same on every token.</summary>
    public double VerifiableAdvantage { get; set; }

    public double[] Rewards { get; private set; } = [];

    public double[] Baselines { get; private set; } = [];

    public double[] Returns { get; private set; } = [];

    /// <summary>An advantage is (return - this) * <see cref="Factor"/> + <see cref="Shift"/>.</summary>
    public double Centre { get; set; }

    public double Factor { get; set; } = 1;

    public double Shift { get; set; }

    /// <summary>Moments of the advantages before whitening.</summary>
    public AdvantageMoments Moments { get; private set; }

    /// <summary>Allocates the arrays of returns: as late as possible, so that a group is worked on while it is in the cache.</summary>
    public void Allocate()
    {
        Rewards = new double[Length];
        Baselines = new double[Length];
        Returns = GC.AllocateUninitializedArray<double>(Length);
    }

    /// <summary>Takes the moments of the advantages, which are written down only once their scale is known.</summary>
    /// <param name="maskSeparators">Whether step ends get an advantage of 0.</param>
    /// <param name="scratch">Room for the advantages of the longest response.</param>
    public void Measure(bool maskSeparators, double[] scratch)
    {
        Span<double> advantages = scratch.AsSpan(0, Length);
        Write(advantages, maskSeparators);
        Moments = AdvantageMoments.Of(advantages);
    }

    /// <summary>Writes the result.</summary>
    public TokenCredit ToCredit(Whitening whitening, bool maskSeparators)
    {
        double[] advantages = GC.AllocateUninitializedArray<double>(Length);
        Write(advantages, maskSeparators);
        whitening.Apply(advantages);
        byte[] mask = GC.AllocateUninitializedArray<byte>(Length);
        mask.AsSpan().Fill(1);
        return new TokenCredit(Rewards, Returns, Baselines, advantages, mask);
    }

    private void Write(Span<double> advantages, bool maskSeparators)
    {
        VectorMath.Affine(Returns, advantages, Centre, Factor, Shift);
        if (!maskSeparators) return;
        foreach (int end in Input.Steps.Ends) advantages[end] = 0;
    }
}
