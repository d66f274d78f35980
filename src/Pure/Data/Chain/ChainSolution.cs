namespace Pure.Data.Chain;

/// <summary>A response to a chain problem, step by step with verdicts; what the checker, the demonstrator and the corruptor give.</summary>
/// <param name="Problem">What was asked.</param>
/// <param name="Steps">The steps in order, one for each step of the response's tokens.</param>
/// <param name="Answer">The value in the last line that is not empty, if that line has the form of an answer.</param>
/// <param name="Finished">Whether the response ended with the end-of-sequence token, not at the length limit.</param>
public sealed record ChainSolution(ChainProblem Problem, IReadOnlyList<ChainStep> Steps, int? Answer, bool Finished)
{
    /// <summary>Whether the stated answer is the true one, however it was reached: the verifiable reward.</summary>
    public bool Passed => Answer == Problem.Answer;

    /// <summary>Index of the first wrong step, or -1.</summary>
    public int FirstError
    {
        get
        {
            for (int j = 0; j < Steps.Count; j++)
            {
                if (!Steps[j].Correct) return j;
            }

            return -1;
        }
    }

    /// <summary>Number of steps that only repeat the current value.</summary>
    public int Restatements => Steps.Count(step => step.Kind == ChainStepKind.Restatement);

    /// <summary>The response text: the steps joined by newlines. The end-of-sequence token closes the last one.</summary>
    public string Text => string.Join('\n', Steps.Select(step => step.Text));
}
