namespace Pure.Data.Chain;

/// <summary>
/// The embedded task: chain arithmetic modulo a small number, on which process rewards and every form of credit can be seen
/// at work on two CPU cores. A problem is a list of labelled operations and a start value; a response carries out one
/// operation a line and ends in the answer, so a program can check each step exactly.
/// </summary>
/// <remarks>
/// The modulus is prime by default. With 10, nearly all errors of a learner are off by one, and a reward model that only
/// checks parity looks almost perfect; modulo 7 there is no such shortcut. The start value stands last in the prompt,
/// because a small model finds it hard to look up position 0.
/// </remarks>
public sealed record ChainTask
{
    /// <summary>Most operations a problem can have: labels are the letters a to n.</summary>
    public const int MaxOperations = 14;

    /// <summary>All values are taken modulo this. 3 to 10, so that a value is one digit.</summary>
    public int Modulus { get; init; } = 7;

    /// <summary>Number of operations in a problem, 1 to <see cref="MaxOperations"/>.</summary>
    public int Operations { get; init; } = 8;

    /// <summary>Probability that an operation is a multiplication, by 2..min(5, Modulus-1); otherwise it adds or subtracts 1..Modulus-1, with equal chance. 0 to 1.</summary>
    public double MultiplyProbability { get; init; } = 0.2;

    /// <summary>The problem of one seed; the same on every machine.</summary>
    /// <exception cref="PureException">An option is out of its range.</exception>
    public ChainProblem Generate(ulong seed)
    {
        Validate();
        var random = new SplitMix64(seed);
        var operations = new ChainOperation[Operations];
        for (int k = 0; k < Operations; k++)
        {
            bool multiply = random.Chance(MultiplyProbability);
            char symbol = multiply ? '*' : random.Next(2) == 0 ? '+' : '-';
            operations[k] = new ChainOperation((char)('a' + k), symbol, ChainOperation.DrawOperand(symbol, Modulus, random));
        }

        return new ChainProblem(Modulus, operations, random.Next(Modulus));
    }

    /// <summary>Problems 0 to <paramref name="count"/>-1 of a stream; problem i depends on (seed, i) alone.</summary>
    public IEnumerable<ChainProblem> Generate(ulong seed, int count) =>
        Enumerable.Range(0, count).Select(i => Generate(SeedSequence.Derive(seed, (ulong)i)));

    private void Validate()
    {
        if (Modulus is < 3 or > 10)
            throw new PureException($"The chain task's modulus is {Modulus}. Set it to 3 to 10, so that every value is one digit; a prime (7) leaves a reward model no shortcut.");
        if (Operations is < 1 or > MaxOperations)
            throw new PureException($"The chain task has {Operations} operations. Set it to 1 to {MaxOperations}: each is labelled with a letter from a to n.");
        if (MultiplyProbability is not (>= 0 and <= 1))
            throw new PureException($"The chain task's multiply probability is {MultiplyProbability}. Set it to 0 to 1.");
    }
}
