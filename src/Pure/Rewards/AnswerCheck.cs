namespace Pure.Rewards;

/// <summary>The verifiable reward of one response.</summary>
/// <param name="Reward">1, 0, or <see langword="null"/> for none.</param>
/// <param name="Finding">Why.</param>
public readonly record struct AnswerCheck(double? Reward, AnswerFinding Finding)
{
    /// <summary>Counts of a batch under the names of the step metrics: responses with a reference, and those of them that were cut, state no answer, or cannot be graded.</summary>
    public static IEnumerable<KeyValuePair<string, double>> Counts(IReadOnlyCollection<AnswerCheck> checks)
    {
        double Count(AnswerFinding finding) => checks.Count(check => check.Finding == finding);
        double references = checks.Count - Count(AnswerFinding.NoReference);
        if (references == 0) yield break;
        yield return new("answers/checked", references);
        yield return new("answers/cut_by_length", Count(AnswerFinding.Cut));
        yield return new("answers/none_found", Count(AnswerFinding.NoAnswer));
        yield return new("answers/ungradable", Count(AnswerFinding.Ungradable));
        yield return new("answers/reference_ungradable", Count(AnswerFinding.ReferenceUngradable));
    }
}
