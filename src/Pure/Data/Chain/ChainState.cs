namespace Pure.Data.Chain;

/// <summary>
/// Where a response stands after the steps read so far. Each step is judged against what the response itself stated, so one
/// wrong step does not make the following ones wrong: after it, checking goes on from the value and the label it stated.
/// </summary>
internal sealed class ChainState(ChainProblem problem)
{
    /// <summary>The value stated last; at first the start value.</summary>
    public int Value { get; private set; } = problem.Start;

    /// <summary>Index of the operation that is due; the number of operations when only the answer is left.</summary>
    public int Position { get; private set; }

    /// <summary>Whether an answer was given.</summary>
    public bool Answered { get; private set; }

    /// <summary>Whether every operation is done.</summary>
    public bool Done => Position == problem.Operations.Count;

    /// <summary>The operation that is due. Not to be asked when <see cref="Done"/>.</summary>
    public ChainOperation Due => problem.Operations[Position];

    /// <summary>Judges a step and moves on to what it states.</summary>
    /// <param name="text">The step without its newline.</param>
    public ChainStep Read(string text)
    {
        ChainStepKind kind = KindOf(text);
        if (text.Length == 0) return new ChainStep(text, kind, ChainStepError.EmptyStep);
        if (Answered) return new ChainStep(text, kind, ChainStepError.AfterAnswer);
        ChainStepError error = kind switch
        {
            ChainStepKind.Operation => JudgeOperation(text),
            ChainStepKind.Restatement => text[1] - '0' == Value ? ChainStepError.None : ChainStepError.WrongRestatement,
            ChainStepKind.Answer => !Done ? ChainStepError.PrematureAnswer
                : text[1] - '0' == Value ? ChainStepError.None : ChainStepError.WrongAnswer,
            _ => ChainStepError.Malformed,
        };
        if (kind != ChainStepKind.Other) Value = text[^1] - '0';
        if (kind == ChainStepKind.Operation) Advance(text[0] - 'a');
        Answered |= kind == ChainStepKind.Answer;
        return new ChainStep(text, kind, error);
    }

    /// <summary>The form of a step's text.</summary>
    public static ChainStepKind KindOf(string text) => text switch
    {
        ['s', var value] when char.IsAsciiDigit(value) => ChainStepKind.Restatement,
        ['#', var value] when char.IsAsciiDigit(value) => ChainStepKind.Answer,
        [>= 'a' and <= 'n', '+' or '-' or '*', var operand, '=', var value]
            when char.IsAsciiDigit(operand) && char.IsAsciiDigit(value) => ChainStepKind.Operation,
        _ => ChainStepKind.Other,
    };

    private ChainStepError JudgeOperation(string text)
    {
        if (Done || text[0] != Due.Label) return ChainStepError.WrongLabel;
        if (text[1] != Due.Symbol) return ChainStepError.WrongOperation;
        if (text[2] - '0' != Due.Operand) return ChainStepError.WrongOperand;
        return text[4] - '0' == Due.Apply(Value, problem.Modulus) ? ChainStepError.None : ChainStepError.WrongResult;
    }

    // Forward only: after a skip the operation behind the stated one is due, so a skip is one error; a repeated operation
    // does not make the ones behind it due again, so going in circles is wrong at every step.
    private void Advance(int stated)
    {
        if (stated < problem.Operations.Count) Position = Math.Max(Position, stated + 1);
    }
}
