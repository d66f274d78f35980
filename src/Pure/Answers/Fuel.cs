// Work is bounded by counting it, not by a clock: a verdict is then the same on any machine under any load.
namespace Pure.Answers;

/// <summary>What one grading may still spend.</summary>
internal sealed class Fuel(long amount)
{
    /// <summary>Enough for every honest answer, and spent within some 100 ms by a hostile one.</summary>
    public const long PerGrading = 4_000_000;

    /// <summary>What was spent so far.</summary>
    public long Spent { get; private set; }

    /// <summary>Takes some.</summary>
    /// <exception cref="OutOfFuelException">There is none left.</exception>
    public void Spend(long units)
    {
        Spent += units;
        if (Spent > amount) throw new OutOfFuelException();
    }
}
