namespace Pure.Data.Chain;

/// <summary>How imperfect the <see cref="Demonstrator"/> is. All are probabilities, 0 to 1.</summary>
public sealed record DemonstratorOptions
{
    /// <summary>
    /// Chance of restating the current value before a step, drawn again after each restatement. This optional step is what
    /// sum-form credit is drawn to: with 0 every response has the same number of steps and summing rewards does no harm.
    /// </summary>
    public double Restate { get; init; } = 0.10;

    /// <summary>Chance of leaving out an operation.</summary>
    public double Skip { get; init; } = 0.01;

    /// <summary>Chance, before an operation, of answering at once.</summary>
    public double StopEarly { get; init; } = 0.005;

    /// <summary>Chance of a wrong result where nothing is carried.</summary>
    public double Slip { get; init; } = 0.02;

    /// <summary>Chance of a wrong result of + or - where the plain result leaves 0..modulus-1.</summary>
    public double SlipWithCarry { get; init; } = 0.32;

    /// <summary>Chance of a wrong result of * where the product reaches the modulus.</summary>
    public double SlipWithProduct { get; init; } = 0.40;

    /// <summary>Of the slips where something is carried, the share in which the carry was forgotten; the others are off by one either way.</summary>
    public double ForgetCarry { get; init; } = 0.80;

    internal void Validate()
    {
        Check(Restate, nameof(Restate), below1: true);
        Check(Skip, nameof(Skip));
        Check(StopEarly, nameof(StopEarly));
        Check(Slip, nameof(Slip));
        Check(SlipWithCarry, nameof(SlipWithCarry));
        Check(SlipWithProduct, nameof(SlipWithProduct));
        Check(ForgetCarry, nameof(ForgetCarry));
    }

    private static void Check(double value, string name, bool below1 = false)
    {
        if (value is >= 0 and <= 1 && !(below1 && value == 1)) return;
        throw new PureException($"The demonstrator's probability '{name}' is {value}. Set it to 0 or more and {(below1 ? "below 1 (it is drawn again after each restatement)" : "at most 1")}.");
    }
}
