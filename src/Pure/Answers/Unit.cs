using Pure.Answers.Numbers;

namespace Pure.Answers;

/// <summary>A unit: how many base units it is, and of which dimension.</summary>
/// <param name="Factor">Base units in one.</param>
/// <param name="Dimension">Base dimensions with their powers, such as <c>m2 s-1</c>.</param>
internal sealed record Unit(Rational Factor, string Dimension)
{
    private (Unit Unit, int Power)? Last { get; init; }

    /// <summary>The dimension in a fixed order.</summary>
    public string Normal => string.Join(' ', Powers(Dimension).Where(p => p.Value != 0).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}{p.Value}"));

    /// <summary>Whether it counts nothing in particular, as units do.</summary>
    public bool IsNeutral => Normal.Length == 0;

    /// <summary>Whether it is money.</summary>
    public bool IsCurrency => Normal is "usd1" or "eur1" or "gbp1" or "jpy1" or "inr1" or "cny1" or "rub1";

    /// <summary>The product with a power of another.</summary>
    public Unit Times(Unit other, int power)
    {
        Dictionary<string, int> powers = Powers(Dimension);
        foreach ((string name, int value) in Powers(other.Dimension)) powers[name] = powers.GetValueOrDefault(name) + (value * power);
        return new Unit(Factor * (other.Factor.Power(power) ?? Rational.One), Text(powers)) { Last = (other, power) };
    }

    /// <summary>The last factor raised further, as by squared behind it.</summary>
    public Unit TimesLast(int more) => Last is { } last ? Times(last.Unit, last.Power * more) : this;

    private static string Text(Dictionary<string, int> powers) => string.Join(' ', powers.Select(p => $"{p.Key}{p.Value}"));

    private static Dictionary<string, int> Powers(string dimension)
    {
        var powers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string part in dimension.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            int digits = part.Length;
            while (digits > 0 && (char.IsAsciiDigit(part[digits - 1]) || part[digits - 1] == '-')) digits--;
            powers[part[..digits]] = digits == part.Length ? 1 : int.Parse(part.AsSpan(digits), System.Globalization.CultureInfo.InvariantCulture);
        }

        return powers;
    }
}
