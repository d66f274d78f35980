namespace Pure.Rewards.Uncertain;

/// <summary>Which loss a probabilistic uncertain reward model is trained with. z is the difference of the two rewards, a normal variable.</summary>
public enum PurmLossForm
{
    /// <summary>-log E[sigmoid(z)], the likelihood of the preference (PURM, arXiv 2503.22480): wrong pairs raise the deviation, right pairs lower it.</summary>
    Paper,

    /// <summary>-E[log sigmoid(z)], as the published code has it. Its gradient shrinks every deviation, so the model cannot learn to be uncertain.</summary>
    Released,
}
