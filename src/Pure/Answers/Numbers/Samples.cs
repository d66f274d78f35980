// Where functions are compared: points that depend on the names of the variables and on nothing else, so that a verdict is the same
// whoever asks, and keys of different answers can be compared.
using System.Numerics;
using System.Text;

namespace Pure.Answers.Numbers;

/// <summary>Fixed sample points.</summary>
internal static class Samples
{
    /// <summary>Real points: of both signs, positive, between 0 and 1, large.</summary>
    public const int Real = 14;

    /// <summary>The first of them, where signs are mixed.</summary>
    public const int Mixed = 4;

    /// <summary>Integer points.</summary>
    public const int Whole = 48;

    /// <summary>The first of further real points, of both signs and far from 0: for functions such as ln(x - 4) that few of the others meet.</summary>
    public const int Far = 1000;

    /// <summary>How many of these there are.</summary>
    public const int FarPoints = 10;

    private static readonly int[] Special = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 17, 20, 31, 32, 33, 63, 64, 65, 1000];

    /// <summary>A number from a name and an index, the same on every machine.</summary>
    public static ulong Hash(string name, long index)
    {
        ulong hash = 14695981039346656037UL ^ (ulong)index;
        foreach (byte b in Encoding.UTF8.GetBytes(name)) hash = (hash ^ b) * 1099511628211UL;
        hash ^= hash >> 30;
        hash *= 0xBF58476D1CE4E5B9UL;
        hash ^= hash >> 27;
        hash *= 0x94D049BB133111EBUL;
        return hash ^ (hash >> 31);
    }

    /// <summary>A random integer of 48 bits.</summary>
    public static ulong Integer(string name, int point) => (Hash(name, 7000 + point) >> 16) + 1;

    /// <summary>The value of a variable at a real point.</summary>
    public static Rational RealPoint(string name, int point)
    {
        ulong hash = Hash(name, point);
        Rational unit = Rational.Of((hash >> 20) & 0xFFFFFFFF, new BigInteger(1L << 32)) + Rational.Of(1, 1L << 34);
        return point switch
        {
            < Mixed => (unit * 6) - 3,
            < 9 => (unit * 3) + Rational.Of(1, 16),
            < 12 => unit,
            < Far => (unit * 35) + 5,
            _ => ((unit * 35) + 5) * (point % 2 == 0 ? 1 : -1),
        };
    }

    /// <summary>The value of a variable at an integer point. With one variable all special values come up, with several all small mixtures.</summary>
    public static int WholePoint(string name, int point, int variables)
    {
        if (variables == 1) return point < Special.Length ? Special[point] : 1 + (int)(Hash(name, point) % 400);
        ulong hash = Hash(name, 100 + point);
        return point < 32 ? (int)(hash % 9) + 1 : (int)(hash % 25);
    }
}
