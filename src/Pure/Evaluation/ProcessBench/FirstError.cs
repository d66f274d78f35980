namespace Pure.Evaluation.ProcessBench;

/// <summary>From step scores to the first step that is judged wrong.</summary>
public static class FirstError
{
    /// <summary>Index of the first step whose score is not above the threshold, -1 when all are. A score that is not a number is not above it.</summary>
    public static int Of(ReadOnlySpan<double> scores, double threshold)
    {
        for (int j = 0; j < scores.Length; j++)
        {
            if (!(scores[j] > threshold)) return j;
        }

        return -1;
    }
}
