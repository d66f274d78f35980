namespace Pure.Config;

/// <summary>When PRIME's reward model is updated in a step.</summary>
public enum RewardUpdateOrder
{
    /// <summary>The scores are those of the forward pass that makes the gradient: one pass less, and the scores are a step behind. The published default ("after").</summary>
    After,

    /// <summary>Update, then score: the scores know this step's outcomes ("before"; the default of the recipe in verl).</summary>
    Before,

    /// <summary>Score, then update ("reverse"): as 'after', with a pass of its own.</summary>
    Reverse,

    /// <summary>Never: an implicit reward model that stays as it is.</summary>
    None,
}
