namespace Pure.Rewards.Inputs;

/// <summary>What a process reward model reads of one response.</summary>
/// <param name="Ids">Token ids, prompt included, without padding.</param>
/// <param name="Positions">Index in <paramref name="Ids"/> of the token whose output scores each step; one a step, ascending.</param>
public sealed record RewardModelInput(int[] Ids, int[] Positions)
{
    /// <summary>Refuses scores that do not belong to the steps one to one.</summary>
    /// <exception cref="PureException">The counts differ.</exception>
    public RewardModelInput MustHave(int steps, string what)
    {
        if (Positions.Length != steps)
            throw new PureException($"{what}: {Positions.Length} positions to score for {steps} steps. A mark of the reward model's format inside the text of a step would do this; remove it from the text.");
        return this;
    }
}
