// Whether two expressions are the same number or the same function. In this order: exact fractions; fingerprints modulo a prime, which
// decide every rational function; values to 60 and then 200 digits. A difference is always proved; an equality of constants that are not
// rational takes 200 agreeing digits, an equality of functions 40 digits at five points or more where both are defined.
using Pure.Answers.Expressions;
using Pure.Answers.Numbers;

namespace Pure.Answers.Comparison;

/// <summary>Compares expressions.</summary>
/// <param name="fuel">Pays for the work.</param>
/// <param name="naturalLog">Whether log without a base is natural.</param>
/// <param name="assumePositive">Whether quantities may be taken to be positive.</param>
internal sealed class ScalarComparer(Fuel fuel, bool naturalLog, bool assumePositive = false)
{
    /// <summary>Bits of the first look: 60 digits and a guard.</summary>
    public const int FirstBits = 256;

    /// <summary>Bits of the last look: 200 digits and a guard.</summary>
    public const int LastBits = 736;

    private const int AgreeingBits = 134;
    private const int EnoughPoints = 5;

    /// <summary>Compares two expressions.</summary>
    public Outcome Compare(Node a, Node b)
    {
        SortedSet<string> names = NodeParts.Symbols(a, b);
        if (ExactEvaluator.Value(a, fuel) is { } x && ExactEvaluator.Value(b, fuel) is { } y)
            return x == y ? Outcome.Equal("exact") : Outcome.Different("exact");
        if (Fingerprints(a, b, names) is { } sameFingerprint) return sameFingerprint;
        if (Infinity(a) is { } left | Infinity(b) is { } right) return Infinities(Infinity(a), Infinity(b));
        return names.Count == 0 ? Constants(a, b) : Functions(a, b, names);
    }

    /// <summary>The sign of a constant, or null when it is not real or not known.</summary>
    public int? Sign(Node node)
    {
        if (ExactEvaluator.Value(node, fuel) is { } exact) return exact.Sign;
        foreach (int bits in (ReadOnlySpan<int>)[FirstBits, LastBits])
        {
            if (new NumericEvaluator(bits, complex: true, naturalLog, fuel).Value(node) is not { IsReal: true } value) return null;
            if (value.Re.Sign is { } sign) return sign;
        }

        return 0;
    }

    /// <summary>Whether a constant has no value: 1/0, log 0.</summary>
    public bool IsUndefined(Node node)
    {
        if (NodeParts.Symbols(node).Count > 0) return false;
        if (ExactEvaluator.Value(node, fuel) is not null || new ModularFingerprint(fuel, 0, ModularFingerprint.Primes[0]).Value(node) is not null || Infinity(node) is not null) return false;
        var evaluator = new NumericEvaluator(FirstBits, complex: true, naturalLog, fuel);
        return evaluator.Value(node) is null && !evaluator.TooHard;
    }

    /// <summary>1 or -1 for plus or minus infinity, else null.</summary>
    public static int? Infinity(Node node) => node switch
    {
        Node.Constant { Kind: ConstantKind.Infinity } => 1,
        Node.Product { Factors: [Node.Number { Value: var factor }, { } rest] } when !factor.IsZero => Infinity(rest) * factor.Sign,
        _ => null,
    };

    private static Outcome Infinities(int? a, int? b) => a is not null && a == b ? Outcome.Equal("infinity") : Outcome.Different("infinity");

    private Outcome? Fingerprints(Node a, Node b, SortedSet<string> names)
    {
        ulong both = Samples.Hash(a.ToString(), 0) ^ Samples.Hash(b.ToString(), 0);
        for (int point = 0; point < 2; point++)
        {
            int prime = (int)((both >> (8 * point)) % (ulong)ModularFingerprint.Primes.Count);
            var field = new ModularFingerprint(fuel, point, ModularFingerprint.Primes[prime]);
            if (field.Value(a) is not { } x || field.Value(b) is not { } y) return null;
            if (x != y) return Outcome.Different("fingerprint");
        }

        if (NodeParts.Any(a, IsSignedPower) || NodeParts.Any(b, IsSignedPower)) return null;
        return Refuted(a, b, names) ? Outcome.Different("numeric") : Outcome.Equal("fingerprint");
    }

    /// <summary>Powers whose sign turns on whether an unknown exponent is even: two points see too little of them.</summary>
    private static bool IsSignedPower(Node node) => node is Node.Power { Base: not (Node.Symbol or Node.Number { Value.Sign: > 0 }), Exponent: var exponent } && NodeParts.Symbols(exponent).Count > 0;

    /// <summary>Whether values at one point differ for certain; false when they are too large to be worked out.</summary>
    private bool Refuted(Node a, Node b, SortedSet<string> names)
    {
        var evaluator = new NumericEvaluator(FirstBits, complex: names.Count == 0, naturalLog, fuel);
        foreach (string name in names) evaluator.Set(name, Samples.RealPoint(name, Samples.Mixed + 1));
        return evaluator.Value(a) is { } x && evaluator.Value(b) is { } y && !x.Plus(-y, FirstBits).ContainsZero;
    }

    private Outcome Constants(Node a, Node b)
    {
        foreach (int bits in (ReadOnlySpan<int>)[FirstBits, LastBits])
        {
            var evaluator = new NumericEvaluator(bits, complex: true, naturalLog, fuel);
            if (evaluator.Value(a) is not { } x || evaluator.Value(b) is not { } y)
                return evaluator.TooHard ? Outcome.Unknown("too large") : Outcome.Different("undefined");
            ComplexBall difference = x.Plus(-y, bits);
            if (!difference.ContainsZero) return Outcome.Different("numeric");
            if (difference.IsExactZero) return Outcome.Equal("numeric, exact");
            if (bits == LastBits && difference.Error < Math.Max(Math.Max(x.Magnitude, y.Magnitude), 0) - NumericEvaluator.ConstantBits) return Outcome.Equal("numeric, 200 digits");
        }

        return Outcome.Unknown("precision");
    }

    private Outcome Functions(Node a, Node b, SortedSet<string> names)
    {
        bool complex = NodeParts.Any(a, IsImaginary) || NodeParts.Any(b, IsImaginary);
        bool whole = NodeParts.Any(a, NeedsIntegers) || NodeParts.Any(b, NeedsIntegers);
        int first = assumePositive && (NodeParts.Any(a, IsRounded) || NodeParts.Any(b, IsRounded)) && names.All(IsWholeName) ? Samples.Real : 0;
        int valid = 0;
        bool hard = false, positive = false, absolute = NodeParts.Any(a, IsAbsolute) || NodeParts.Any(b, IsAbsolute);
        bool mayAssume = assumePositive && names.Count > 1 && !whole && !complex && !absolute;
        for (int point = first, end = Samples.Real + (whole ? Samples.Whole : 0); point < end || (valid < EnoughPoints && point < Samples.Far + Samples.FarPoints); point = point + 1 == end ? Samples.Far : point + 1)
        {
            bool? agree = At(a, b, names, point, complex, ref hard, out bool oneSided);
            // Who writes |x| means its sign: ln|x| has a value where ln x has none.
            if (agree is null && oneSided && absolute && !complex) return Outcome.Different("defined elsewhere");
            switch (agree)
            {
                case false when point < Samples.Mixed && mayAssume:
                    positive = true;
                    break;
                case false: return Outcome.Different("numeric");
                case true: valid++; break;
            }
        }

        if (positive) return valid >= EnoughPoints ? Outcome.Equal("numeric, assumed positive") : Outcome.Different("numeric");
        return valid >= EnoughPoints ? Outcome.Equal($"numeric, {(first > 0 ? "integer points" : whole ? "integer and real points" : "real points")}")
            : Outcome.Unknown(hard ? "too large" : "too few points where both are defined");
    }

    /// <summary>Whether both agree at a point; null when the point does not count.</summary>
    private bool? At(Node a, Node b, SortedSet<string> names, int point, bool complex, ref bool hard, out bool oneSided)
    {
        oneSided = false;
        foreach (int bits in (ReadOnlySpan<int>)[FirstBits, LastBits])
        {
            var evaluator = new NumericEvaluator(bits, complex, naturalLog, fuel);
            foreach (string name in names)
                evaluator.Set(name, point is < Samples.Real or >= Samples.Far ? Samples.RealPoint(name, point) : Samples.WholePoint(name, point - Samples.Real, names.Count));
            (ComplexBall? left, ComplexBall? right) = (evaluator.Value(a), evaluator.Value(b));
            if (left is not { } x || right is not { } y)
            {
                hard |= evaluator.TooHard;
                oneSided = left.HasValue != right.HasValue && !evaluator.TooHard;
                return null;
            }

            ComplexBall difference = x.Plus(-y, bits);
            if (!difference.ContainsZero) return false;
            if (difference.IsExactZero || difference.Error < Math.Max(Math.Max(x.Magnitude, y.Magnitude), 0) - AgreeingBits) return true;
        }

        return null;
    }

    /// <summary>Names that stand for whole numbers by custom: with floors and ceilings around them they are taken to.</summary>
    private static bool IsWholeName(string name) => name[0] is 'n' or 'm' or 'k' or 'j' or 'l' or 'N' or 'M' or 'K' && (name.Length == 1 || name[1] == '_');

    private static bool IsRounded(Node node) => node is Node.Function { Name: "floor" or "ceil" };

    private static bool IsAbsolute(Node node) => node is Node.Function { Name: "abs" };

    private static bool IsImaginary(Node node) => node is Node.Constant { Kind: ConstantKind.I };

    private static bool NeedsIntegers(Node node) => node is Node.Function { Name: "floor" or "ceil" or "factorial" or "doublefactorial" or "binom" or "gcd" or "lcm" or "mod" or "round" } or Node.BigOperator
        || (node is Node.Power { Base: var b, Exponent: var e } && NodeParts.Symbols(e).Count > 0 && b is not Node.Constant && (b is Node.Number { Value.Sign: < 0 } or Node.Product or Node.Sum))
        || (node is Node.Function { Name: "cos" or "sin" } f && NodeParts.Any(f, part => part is Node.Constant { Kind: ConstantKind.Pi }));
}
