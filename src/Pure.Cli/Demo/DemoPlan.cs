using Pure.Data.Chain;

namespace Pure.Cli.Demo;

/// <summary>The sizes of a demo. Chosen by the measurements in docs/log.md; every variant of a demo uses the same ones.</summary>
internal sealed record DemoPlan
{
    /// <summary>The task: chain arithmetic modulo a prime. The longer the chain, the less a single right-or-wrong says about a response, and the further step rewards are ahead.</summary>
    public ChainTask Task { get; init; } = new() { Operations = 10 };

    /// <summary>Who writes the demonstrations; about a quarter of them end in the right answer.</summary>
    public DemonstratorOptions Demonstrator { get; init; } = new() { SlipWithCarry = 0.27 };

    /// <summary>
    /// How the made-up solutions go wrong. Wrong results weigh six times what they do by default: telling them takes
    /// arithmetic, which a reward model learns last, if at all; the other kinds are learned from few.
    /// </summary>
    public CorruptorOptions Corruptor { get; init; } = MostlyWrongResults();

    /// <summary>Updates of imitation.</summary>
    public int SftSteps { get; init; } = 800;

    /// <summary>Demonstrations in an update.</summary>
    public int SftBatch { get; init; } = 32;

    /// <summary>Updates of the reward model's first phase, on made-up solutions with balanced errors, at most.</summary>
    public int BalancedSteps { get; init; } = 1000;

    /// <summary>Solutions in one of those updates.</summary>
    public int BalancedBatch { get; init; } = 32;

    /// <summary>Rollouts of the start policy that the second phase learns from.</summary>
    public int RewardRollouts { get; init; } = 6144;

    /// <summary>Made-up solutions mixed into the second phase.</summary>
    public int RewardMixed { get; init; } = 3072;

    /// <summary>RL steps of each variant.</summary>
    public int RlSteps { get; init; } = 60;

    /// <summary>Problems in one RL step.</summary>
    public int RlPrompts { get; init; } = 32;

    /// <summary>Responses to each problem.</summary>
    public int RlGroup { get; init; } = 4;

    /// <summary>RL steps between evaluations.</summary>
    public int EvaluateEvery { get; init; } = 10;

    /// <summary>Held-out problems.</summary>
    public int HeldOut { get; init; } = 512;

    /// <summary>Length limit of a response in tokens.</summary>
    public int MaxTokens { get; init; } = 120;

    /// <summary>The full demo.</summary>
    public static DemoPlan Full { get; } = new();

    /// <summary>A minute and a half on two cores: a shorter task and fewer steps, for trying and for tests. Its figures are not those of the full demo.</summary>
    public static DemoPlan Quick { get; } = new()
    {
        Task = new ChainTask { Operations = 3 },
        MaxTokens = 48,
        SftSteps = 300,
        BalancedSteps = 500,
        BalancedBatch = 64,
        RewardRollouts = 1024,
        RewardMixed = 512,
        RlSteps = 30,
        EvaluateEvery = 10,
        HeldOut = 256,
    };

    private static CorruptorOptions MostlyWrongResults()
    {
        var options = new CorruptorOptions();
        return options with
        {
            OperationWeights = options.OperationWeights.ToDictionary(w => w.Key, w => w.Key is Corruption.RandomResult or Corruption.Slip ? 6 * w.Value : w.Value),
        };
    }
}
