namespace Pure.Config;

/// <summary>Section <c>reward_model</c>: the reward model that scores rollouts. Each kind has its own record.</summary>
public abstract record RewardModelSource;
