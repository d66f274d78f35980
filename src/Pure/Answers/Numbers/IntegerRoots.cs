using System.Numerics;

namespace Pure.Answers.Numbers;

/// <summary>Integer parts of roots, by Newton's iteration from above.</summary>
internal static class IntegerRoots
{
    /// <summary>The integer part of the square root.</summary>
    public static BigInteger SquareRoot(BigInteger value)
    {
        if (value.IsZero) return value;
        BigInteger root;
        int bits = (int)value.GetBitLength();
        if (bits <= 104)
        {
            root = (BigInteger)Math.Sqrt((double)value) + 1;
        }
        else
        {
            // The root of the leading half is right in half of the bits.
            int shift = (bits / 4) * 2;
            root = (SquareRoot(value >> shift) + 1) << (shift / 2);
        }

        for (;;)
        {
            BigInteger next = (root + (value / root)) >> 1;
            if (next >= root) return root;
            root = next;
        }
    }

    /// <summary>The root of degree n when it is an integer, else null; the value is not negative.</summary>
    public static BigInteger? Exact(BigInteger value, int n)
    {
        if (value.IsZero || value.IsOne || n == 1) return value;
        if (n == 2)
        {
            BigInteger square = SquareRoot(value);
            return square * square == value ? square : null;
        }

        long bits = (long)value.GetBitLength();
        if (n > bits) return null;
        BigInteger root = BigInteger.One << (int)((bits / n) + 1);
        for (;;)
        {
            BigInteger next = ((root * (n - 1)) + (value / BigInteger.Pow(root, n - 1))) / n;
            if (next >= root) break;
            root = next;
        }

        return BigInteger.Pow(root, n) == value ? root : null;
    }
}
