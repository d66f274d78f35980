namespace Pure.Rewards.Agent;

/// <summary>How well an answer keeps to the constraints of an instruction.</summary>
public static class ConstraintScore
{
    /// <summary>Share of the checks that the answer passed; a check that failed to run counts as not passed. 0.5 where nothing can be checked.</summary>
    /// <param name="checks">Passed, not passed, or <see langword="null"/> for a check that threw or ran out of time.</param>
    public static double Of(IReadOnlyList<bool?> checks) => checks.Count == 0 ? 0.5 : checks.Count(passed => passed == true) / (double)checks.Count;
}
