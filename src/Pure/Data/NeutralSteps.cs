namespace Pure.Data;

/// <summary>The reading of PRM800K's rating 0: not wrong, but no progress or unclear.</summary>
public enum NeutralSteps
{
    /// <summary>A right step, as PURE's data and PRM800K's best results have it.</summary>
    Good,

    /// <summary>A wrong step, as TRL's conversion has it.</summary>
    Bad,
}
