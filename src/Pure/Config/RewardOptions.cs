namespace Pure.Config;

/// <summary>Section <c>reward</c>: how a reward model is trained. Each kind of reward model has its own record.</summary>
public abstract record RewardOptions;
