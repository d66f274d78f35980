namespace Pure.Data.Chain;

/// <summary>
/// The exact step checker of the <see cref="ChainTask"/>: the truth against which a process reward model is trained and
/// measured. A step is correct if it carries out the next operation as the prompt has it on the value stated last,
/// restates that value, or gives it as the answer once all operations are done.
/// </summary>
public static class ChainChecker
{
    /// <summary>Checks every step of a response. Never throws, whatever the text.</summary>
    /// <param name="problem">What was asked.</param>
    /// <param name="response">Response text without the end-of-sequence token.</param>
    /// <param name="finished">
    /// Whether the response ended with the end-of-sequence token. If so, text after the last newline, even none, is the last
    /// step; if not, a last step without its newline was cut and counts as wrong. The number of steps is thus the one that
    /// cutting the token ids at newlines gives.
    /// </param>
    public static ChainSolution Check(ChainProblem problem, string response, bool finished)
    {
        string[] lines = response.Split('\n');
        var state = new ChainState(problem);
        var steps = new List<ChainStep>(lines.Length);
        for (int j = 0; j < lines.Length; j++)
        {
            if (j < lines.Length - 1 || finished)
                steps.Add(state.Read(lines[j]));
            else if (lines[j].Length > 0)
                steps.Add(new ChainStep(lines[j], ChainState.KindOf(lines[j]), ChainStepError.Truncated));
        }

        return new ChainSolution(problem, steps, AnswerOf(response), finished);
    }

    /// <summary>
    /// The answer that a response states: the digit of its last line that is not empty, if that line reads <c>#7</c>. An
    /// answer followed by anything else is none, so a response cannot state several and be paid for one.
    /// </summary>
    public static int? AnswerOf(string response)
    {
        string text = response.TrimEnd('\n');
        string line = text[(text.LastIndexOf('\n') + 1)..];
        return ChainState.KindOf(line) == ChainStepKind.Answer ? line[1] - '0' : null;
    }
}
