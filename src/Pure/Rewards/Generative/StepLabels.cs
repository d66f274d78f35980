namespace Pure.Rewards.Generative;

/// <summary>Step labels as a verifier's training data uses them: <see langword="true"/> for a right step.</summary>
public static class StepLabels
{
    /// <summary>The labels up to and including the first wrong step: what comes after it was built on an error, and no verdict on it is expected.</summary>
    public static IReadOnlyList<bool> ThroughFirstError(IReadOnlyList<bool> labels)
    {
        int first = labels.TakeWhile(label => label).Count();
        return [.. labels.Take(first + 1)];
    }

    /// <summary>
    /// The repair in ThinkPRM's published code: every label before the LAST right step becomes right, so that a solution with an
    /// error in the middle counts as correct. Kept for comparison only.
    /// </summary>
    public static IReadOnlyList<bool> RepairedAsReleased(IReadOnlyList<bool> labels)
    {
        int last = labels.Count - 1;
        while (last >= 0 && !labels[last]) last--;
        return [.. labels.Select((label, i) => i < last || label)];
    }
}
