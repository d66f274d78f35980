namespace Pure.Data;

/// <summary>
/// The stream of one seed (<see cref="SeedSequence"/>), drawn from in turn: for data whose number of draws is not known
/// beforehand. Its algorithm, splitmix64, is fixed, so a seed gives the same problem on every machine and every .NET
/// version, which <see cref="System.Random"/> does not promise.
/// </summary>
public sealed class SplitMix64(ulong seed)
{
    private int _drawn;

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64() => SeedSequence.Bits(seed, _drawn++);

    /// <summary>A uniform integer in [0, <paramref name="count"/>), without modulo bias (Lemire's multiplication with rejection).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public int Next(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ulong range = (ulong)count;
        ulong high = Math.BigMul(NextUInt64(), range, out ulong low);
        if (low < range)
        {
            ulong threshold = (0 - range) % range;
            while (low < threshold) high = Math.BigMul(NextUInt64(), range, out low);
        }

        return (int)high;
    }

    /// <summary>A uniform number in [0, 1) with 53 random bits.</summary>
    public double NextDouble() => SeedSequence.Uniform(seed, _drawn++);

    /// <summary>True with probability <paramref name="probability"/>. One draw, whatever the probability.</summary>
    public bool Chance(double probability) => NextDouble() < probability;
}
