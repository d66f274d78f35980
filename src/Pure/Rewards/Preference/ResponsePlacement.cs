namespace Pure.Rewards.Preference;

/// <summary>Where the reward of a whole response stands among its steps.</summary>
public enum ResponsePlacement
{
    /// <summary>At the last step; the others get 0.</summary>
    Response,

    /// <summary>Every step gets the reward of the response up to it, read at its last token: a reward model for responses used as a process reward model.</summary>
    Steps,
}
