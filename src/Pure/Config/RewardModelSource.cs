namespace Pure.Config;

/// <summary>Section <c>reward_model</c>: the reward model that scores rollouts. Each kind has its own record.</summary>
public abstract record RewardModelSource
{
    /// <summary>The range that the rewards of responses with so many steps lie in, for a source that has a scale of its own; <see langword="null"/> for the others, whose rewards are looked at when they come.</summary>
    public virtual (double Min, double Max)? RewardRange(int mostSteps) => null;
}
