namespace Pure.Data.Chain;

/// <summary>One labelled operation of a chain, such as <c>c-6</c>: what a step of the response has to carry out.</summary>
/// <param name="Label">Letter of the operation, <c>a</c> for the first.</param>
/// <param name="Symbol"><c>+</c>, <c>-</c> or <c>*</c>.</param>
/// <param name="Operand">A single digit.</param>
public readonly record struct ChainOperation(char Label, char Symbol, int Operand)
{
    /// <summary>The result modulo <paramref name="modulus"/>, in 0..modulus-1.</summary>
    public int Apply(int value, int modulus)
    {
        int result = Unreduced(value) % modulus;
        return result < 0 ? result + modulus : result;
    }

    /// <summary>Whether the plain result leaves 0..modulus-1, so that it has to be carried (borrowed, reduced) back: where people slip.</summary>
    public bool Carries(int value, int modulus) => Unreduced(value) is var result && (result < 0 || result >= modulus);

    /// <summary>
    /// The result of someone who reduces by the wrong amount, "forgot the carry": one too much after a sum, one too little
    /// after a difference, one multiple too many after a product. Never equal to <see cref="Apply"/>.
    /// </summary>
    public int ApplyForgettingCarry(int value, int modulus)
    {
        int error = Symbol switch { '+' => 1, '-' => modulus - 1, _ => Operand };
        return (Apply(value, modulus) + error) % modulus;
    }

    /// <summary>As it stands in a prompt: <c>c-6</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Label}{Symbol}{Operand}");

    /// <summary>Number of operands that an operation can have: + and - take 1..modulus-1, * takes 2..min(5, modulus-1).</summary>
    internal static int OperandCount(char symbol, int modulus) => symbol == '*' ? Math.Min(5, modulus - 1) - 1 : modulus - 1;

    /// <summary>A uniform operand of the range that belongs to an operation.</summary>
    internal static int DrawOperand(char symbol, int modulus, SplitMix64 random) =>
        (symbol == '*' ? 2 : 1) + random.Next(OperandCount(symbol, modulus));

    private int Unreduced(int value) => Symbol switch
    {
        '+' => value + Operand,
        '-' => value - Operand,
        _ => value * Operand,
    };
}
