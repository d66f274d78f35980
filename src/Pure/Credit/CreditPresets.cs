// The published variants of PURE. They are three different algorithms: the paper, branch main (OpenRLHF) and branch verl.
// docs/presets.md compares them point by point and says why 'pure' differs from each.
namespace Pure.Credit;

/// <summary>Named settings of credit assignment.</summary>
public static class CreditPresets
{
    /// <summary>Names that <see cref="ByName"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = ["pure", "pure-main", "pure-verl", "paper"];

    /// <summary>The defaults of this project.</summary>
    public static CreditOptions Pure { get; } = new();

    /// <summary>Branch main: token baseline before accumulation, k1 in the reward, no advantage at separators, moments without exact zeros.</summary>
    public static CreditOptions PureMain { get; } = new()
    {
        EmptySteps = EmptySteps.Score,
        RewardBaseline = RewardBaseline.Token,
        BaselineCountsEndTokens = false,
        KlRewardCoef = 0.001,
        KlEstimator = KlEstimator.K1,
        MaskSeparators = true,
        WhitenAdvantages = AdvantageWhitening.NonzeroBatch,
    };

    /// <summary>Branch verl: baseline on returns divided by the padded width, verifiable reward under the same baseline, clamped k3 in the reward.</summary>
    /// <param name="paddedWidth">Width that responses are padded to, in tokens.</param>
    public static CreditOptions PureVerl(int paddedWidth = 7168) => new()
    {
        EmptySteps = EmptySteps.Score,
        RewardBaseline = RewardBaseline.PaddedWidth,
        PaddedWidth = paddedWidth,
        VerifiableCentering = VerifiableCentering.InScores,
        KlRewardCoef = 0.001,
        KlEstimator = KlEstimator.K3Clamped,
        WhitenAdvantages = AdvantageWhitening.Batch,
    };

    /// <summary>The paper, Eq. 7: the verifiable reward has its own leave-one-out mean, the process return the baseline over (K-1) N. Whitening is not mentioned there.</summary>
    /// <param name="paddedWidth">Largest length of a generation, in tokens.</param>
    public static CreditOptions Paper(int paddedWidth = 8192) => new()
    {
        EmptySteps = EmptySteps.Score,
        RewardBaseline = RewardBaseline.PaddedWidth,
        PaddedWidth = paddedWidth,
        VerifiableCentering = VerifiableCentering.Own,
        KlRewardCoef = 0.001,
        KlEstimator = KlEstimator.K1,
        WhitenAdvantages = AdvantageWhitening.None,
    };

    /// <summary>Finds a preset.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="paddedWidth">Width for the presets that depend on one; their published width when 0.</param>
    /// <exception cref="PureException">There is no such preset.</exception>
    public static CreditOptions ByName(string name, int paddedWidth = 0) => name switch
    {
        "pure" => Pure,
        "pure-main" => PureMain,
        "pure-verl" => paddedWidth > 0 ? PureVerl(paddedWidth) : PureVerl(),
        "paper" => paddedWidth > 0 ? Paper(paddedWidth) : Paper(),
        _ => throw new PureException($"There is no preset '{name}'. Choose one of {string.Join(", ", Names)}."),
    };
}
