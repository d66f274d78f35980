// Every random choice has a seed of its own, derived from what it belongs to: (run seed, step, problem, sample). Nothing draws
// from a shared stream, so a rollout can be replayed alone, a resumed run equals an uninterrupted one, and the order in which
// lanes happen to work cannot change a result. The mixing function is splitmix64 (Steele, Lea and Flood 2014).
namespace Pure.Data;

/// <summary>Derives seeds and draws numbers from them.</summary>
public static class SeedSequence
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>A seed for the child <paramref name="key"/> of <paramref name="seed"/>.</summary>
    public static ulong Derive(ulong seed, ulong key) => Mix(seed + Golden + Mix(key ^ 0xD1B54A32D192ED03));

    /// <summary>A seed for the child named <paramref name="key"/> (FNV-1a over its UTF-16 units).</summary>
    public static ulong Derive(ulong seed, string key)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (char unit in key) hash = (hash ^ unit) * 0x100000001B3;
        return Derive(seed, hash);
    }

    /// <summary>The 64 random bits with a given index in the stream of a seed: output number index + 1 of splitmix64.</summary>
    public static ulong Bits(ulong seed, int index) => Mix(seed + (Golden * ((ulong)index + 1)));

    /// <summary>The number with a given index in the stream of a seed: uniform in [0, 1), 53 bits.</summary>
    public static double Uniform(ulong seed, int index) => (Bits(seed, index) >> 11) * (1.0 / (1ul << 53));

    /// <summary>A permutation of 0..count-1 (Fisher and Yates).</summary>
    public static int[] Permutation(ulong seed, int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            int j = (int)(Uniform(seed, i) * (i + 1));
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
