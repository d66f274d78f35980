namespace Pure.Config;

/// <summary>Section <c>system</c>: how rewards become an update of the policy. Each system has its own record.</summary>
public abstract record PolicySystemOptions
{
    /// <summary>Whether rewards come from <c>reward_model</c> and go through the section <c>credit</c>; a system that does neither refuses both sections.</summary>
    internal virtual bool UsesCredit => true;

    /// <summary>Whether every problem must have an answer.</summary>
    internal virtual bool NeedsAnswers => false;

    /// <summary>Whether a response is compared with the others of its group, so that there must be others.</summary>
    internal virtual bool ComparesWithinGroup => false;
}
