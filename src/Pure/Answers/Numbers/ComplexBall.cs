// Complex numbers of two balls. A real number has an imaginary part that is exactly 0, so branch cuts are decided by what is known.
using System.Numerics;

namespace Pure.Answers.Numbers;

/// <summary>A complex number known to within an error.</summary>
/// <param name="Re">Real part.</param>
/// <param name="Im">Imaginary part.</param>
internal readonly record struct ComplexBall(Ball Re, Ball Im)
{
    public static ComplexBall Zero => new(Ball.Zero, Ball.Zero);

    public static ComplexBall One => new(Ball.One, Ball.Zero);

    public static ComplexBall ImaginaryUnit => new(Ball.Zero, Ball.One);

    public bool IsReal => Im.IsExactZero;

    public bool IsExactZero => Re.IsExactZero && Im.IsExactZero;

    public bool ContainsZero => Re.ContainsZero && (Im.IsExactZero || Im.ContainsZero);

    /// <summary>Binary logarithm of the size, rounded up.</summary>
    public long Magnitude => Math.Max(Re.Magnitude, Im.Magnitude);

    /// <summary>The larger error of both parts.</summary>
    public long Error => Math.Max(Re.Error, Im.Error);

    public static implicit operator ComplexBall(Ball value) => new(value, Ball.Zero);

    public static ComplexBall operator -(ComplexBall a) => new(-a.Re, -a.Im);

    public ComplexBall Plus(ComplexBall other, int bits) => new(Re.Plus(other.Re, bits), Im.Plus(other.Im, bits));

    public ComplexBall Times(ComplexBall other, int bits) => IsReal && other.IsReal
        ? Re.Times(other.Re, bits)
        : new ComplexBall(
            Re.Times(other.Re, bits).Minus(Im.Times(other.Im, bits), bits),
            Re.Times(other.Im, bits).Plus(Im.Times(other.Re, bits), bits));

    /// <summary>1 divided by it; null when it may be 0.</summary>
    public ComplexBall? Inverse(int bits)
    {
        if (ContainsZero) return null;
        if (IsReal) return Ball.One.Over(Re, bits) is { } inverse ? inverse : null;
        Ball norm = Re.Times(Re, bits).Plus(Im.Times(Im, bits), bits);
        return Re.Over(norm, bits) is { } re && (-Im).Over(norm, bits) is { } im ? new ComplexBall(re, im) : null;
    }

    /// <summary>The distance from 0.</summary>
    public Ball? Absolute(int bits)
    {
        if (!IsReal) return Elementary.SquareRoot(Re.Times(Re, bits).Plus(Im.Times(Im, bits), bits), bits);
        return Re.Mantissa.Sign < 0 ? -Re : Re;
    }

    /// <summary>The angle in (-pi, pi]; null for 0.</summary>
    public Ball? Angle(int bits)
    {
        if (ContainsZero) return null;
        if (IsReal) return Re.Mantissa.Sign > 0 ? Ball.Zero : Elementary.Pi(bits);
        // Away from the negative axis half of the angle is the arctangent of im/(|z|+re); otherwise it is taken from the imaginary axis.
        if (Re.ContainsZero || Re.Mantissa.Sign < 0)
        {
            if (Im.ContainsZero) return Elementary.Pi(bits) with { Error = Im.Error - Re.Magnitude + 2 };
            if (Re.Over(Im, bits) is not { } cotangent) return null;
            Ball right = Elementary.Pi(bits).Scaled(-1);
            return (Im.Mantissa.Sign > 0 ? right : -right).Minus(Elementary.Arctangent(cotangent, bits), bits);
        }

        return Im.Over(Re, bits) is { } tangent ? Elementary.Arctangent(tangent, bits) : null;
    }

    /// <summary>The principal logarithm.</summary>
    public ComplexBall? Logarithm(int bits)
    {
        if (Absolute(bits) is not { } size || Elementary.Logarithm(size, bits) is not { } re || Angle(bits) is not { } im) return null;
        return new ComplexBall(re, im);
    }

    /// <summary>e to its power.</summary>
    public ComplexBall? Exponential(int bits)
    {
        if (Elementary.Exponential(Re, bits) is not { } size) return null;
        if (IsReal) return size;
        return Elementary.SineCosine(Im, bits) is { } turn ? new ComplexBall(size.Times(turn.Cosine, bits), size.Times(turn.Sine, bits)) : null;
    }

    /// <summary>An integer power.</summary>
    public ComplexBall? Power(BigInteger exponent, int bits)
    {
        if (exponent.IsZero) return ContainsZero ? null : One;
        if (exponent.Sign < 0) return Power(-exponent, bits)?.Inverse(bits);
        ComplexBall result = One, square = this;
        for (BigInteger rest = exponent; !rest.IsZero;)
        {
            if (!rest.IsEven) result = result.Times(square, bits);
            rest >>= 1;
            if (rest.IsZero) break;
            square = square.Times(square, bits);
            if (square.Magnitude > Ball.LargestMagnitude || square.Magnitude is < -Ball.LargestMagnitude and > Ball.Exact) return null;
        }

        return result;
    }
}
