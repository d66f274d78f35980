namespace Pure.Data.Chain;

/// <summary>How often and in which ways the <see cref="Corruptor"/> makes steps wrong.</summary>
public sealed record CorruptorOptions
{
    /// <summary>Chance that a step is made wrong: of the operations, the answers and the restatements alike, so that the form of a step says nothing about its label. 0 to 1.</summary>
    public double Rate { get; init; } = 0.4;

    /// <summary>Chance of a restatement before a step, drawn again after each. At least 0, below 1.</summary>
    public double Restate { get; init; } = 0.15;

    /// <summary>Of the wrong results, the share in which a slip forgets the carry. 0 to 1; see <see cref="DemonstratorOptions.ForgetCarry"/>.</summary>
    public double ForgetCarry { get; init; } = 0.80;

    /// <summary>
    /// How often each kind is taken where an operation is due, relative to the others; kinds that the place does not allow
    /// (a repetition of nothing) drop out. Wrong results weigh most, because telling them takes arithmetic, which is learnt
    /// last; a line that is wrong by its form is learnt from a few.
    /// </summary>
    public IReadOnlyDictionary<Corruption, double> OperationWeights { get; init; } = new Dictionary<Corruption, double>
    {
        [Corruption.RandomResult] = 5,
        [Corruption.Slip] = 3,
        [Corruption.WrongOperand] = 3,
        [Corruption.WrongOperation] = 1.5,
        [Corruption.SkippedOperation] = 1.5,
        [Corruption.RepeatedOperation] = 1,
        [Corruption.PrematureAnswer] = 1,
        [Corruption.EmptyStep] = 0.3,
        [Corruption.Junk] = 0.5,
    };

    /// <summary>The same where the answer is due.</summary>
    public IReadOnlyDictionary<Corruption, double> AnswerWeights { get; init; } = new Dictionary<Corruption, double>
    {
        [Corruption.WrongAnswer] = 4,
        [Corruption.RepeatedOperation] = 1,
        [Corruption.AfterAnswer] = 1,
        [Corruption.EmptyStep] = 0.5,
        [Corruption.Junk] = 0.5,
    };

    internal void Validate()
    {
        if (Rate is not (>= 0 and <= 1) || ForgetCarry is not (>= 0 and <= 1) || Restate is not (>= 0 and < 1))
            throw new PureException($"The corruptor's rate is {Rate}, its share of forgotten carries {ForgetCarry}, its chance of a restatement {Restate}. Set each to 0 to 1, the last below 1.");
        CheckWeights(OperationWeights, nameof(OperationWeights), [Corruption.WrongAnswer, Corruption.AfterAnswer, Corruption.WrongRestatement]);
        CheckWeights(AnswerWeights, nameof(AnswerWeights),
            [Corruption.RandomResult, Corruption.Slip, Corruption.WrongOperand, Corruption.WrongOperation, Corruption.SkippedOperation,
             Corruption.PrematureAnswer, Corruption.WrongRestatement]);
    }

    private static void CheckWeights(IReadOnlyDictionary<Corruption, double> weights, string name, Corruption[] impossible)
    {
        foreach ((Corruption kind, double weight) in weights)
        {
            if (!double.IsFinite(weight) || weight < 0)
                throw new PureException($"The corruptor's {name} give '{kind}' a weight of {weight}. Set it to 0 or more.");
            if (impossible.Contains(kind) && weight > 0)
                throw new PureException($"The corruptor's {name} name '{kind}', which cannot happen there. Leave it out; wrong restatements follow from 'Restate' and 'Rate'.");
        }
    }
}
