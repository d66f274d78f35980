// Units as a factor and a vector of dimensions, so that 5 m and 500 cm are the same and 5 m and 5 s are not. Words that are no unit are
// kept as words: two answers may name different things.
using System.Collections.Frozen;
using System.Numerics;
using Pure.Answers.Numbers;

namespace Pure.Answers;

/// <summary>Reads units.</summary>
internal static class Units
{
    private const string Prefixes = "p:-12 n:-9 u:-6 μ:-6 m:-3 c:-2 d:-1 k:3 M:6 G:9 T:12";

    private static readonly FrozenDictionary<string, Unit> Table = Build();

    private static readonly FrozenDictionary<string, Rational> Multipliers = new Dictionary<string, Rational>(StringComparer.Ordinal)
    {
        ["hundred"] = 100, ["thousand"] = 1000, ["million"] = 1_000_000, ["billion"] = 1_000_000_000, ["trillion"] = new BigInteger(1_000_000_000_000), ["dozen"] = 12,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What a word such as million multiplies by.</summary>
    public static Rational? Multiplier(string word) => Multipliers.TryGetValue(word.ToLowerInvariant(), out Rational value) ? value : null;

    /// <summary>Whether a word is a unit or part of one.</summary>
    public static bool IsUnitWord(string word) => word.Length > 1 && (Table.ContainsKey(word) || Table.ContainsKey(word.ToLowerInvariant()) || word is "square" or "cubic" or "sq" or "per" or "squared" or "cubed");

    /// <summary>Whether a letter alone can be a unit.</summary>
    public static bool IsUnitLetter(string letter) => letter is "m" or "s" or "g" or "h" or "N" or "J" or "W" or "V" or "A" or "K" or "L" or "C" or "Ω" or "l";

    /// <summary>The unit that a text means, or null for words.</summary>
    public static Unit? Parse(string text)
    {
        Unit result = new(Rational.One, "");
        bool divide = false;
        int power = 1;
        foreach (string part in Parts(text))
        {
            switch (part)
            {
                case "/" or "per":
                    divide = true;
                    continue;
                case "*" or "of" or "-":
                    continue;
                case "square" or "sq" or "sq.":
                    power = 2;
                    continue;
                case "cubic" or "cu" or "cu.":
                    power = 3;
                    continue;
                case "squared":
                    result = result.TimesLast(1);
                    continue;
                case "cubed":
                    result = result.TimesLast(2);
                    continue;
            }

            int caret = part.IndexOf('^', StringComparison.Ordinal);
            string name = caret < 0 ? part : part[..caret];
            if (caret >= 0 && int.TryParse(part.AsSpan(caret + 1), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out int exponent) && Math.Abs(exponent) < 10) power *= exponent;
            else if (caret >= 0) return null;
            if (Find(name) is not { } unit) return null;
            result = result.Times(unit, divide ? -power : power);
            power = 1;
        }

        return result;
    }

    private static Unit? Find(string name)
    {
        if (Table.TryGetValue(name, out Unit? unit)) return unit;
        string lower = name.ToLowerInvariant().TrimEnd('.');
        if (Table.TryGetValue(lower, out unit)) return unit;
        return lower.EndsWith('s') && Table.TryGetValue(lower[..^1], out unit) ? unit : null;
    }

    private static IEnumerable<string> Parts(string text) =>
        text.Replace("/", " / ", StringComparison.Ordinal).Replace("*", " * ", StringComparison.Ordinal).Replace("-", text.Contains('^', StringComparison.Ordinal) ? "-" : " ", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static FrozenDictionary<string, Unit> Build()
    {
        var table = new Dictionary<string, Unit>(StringComparer.Ordinal);
        void Add(string names, Rational factor, string dimension)
        {
            foreach (string name in names.Split(' '))
            {
                table[name] = new Unit(factor, dimension);
                if (name.Length > 3 && !name.EndsWith('s')) table[name + "s"] = new Unit(factor, dimension);
            }
        }

        Rational inch = Rational.Of(254, 10000), pound = Rational.Of(45359237, 100_000_000), degree = Rational.Of(1, 1);
        Add("m meter metre", 1, "m"); Add("g gram gramme gm", Rational.Of(1, 1000), "g"); Add("s sec second secs", 1, "s"); Add("A amp ampere", 1, "A"); Add("K kelvin", 1, "K"); Add("mol mole", 1, "mol");
        Add("N newton", 1, "g m s-2"); Add("J joule", 1, "g m2 s-2"); Add("W watt", 1, "g m2 s-3"); Add("V volt", 1, "g m2 s-3 A-1"); Add("C coulomb", 1, "A s"); Add("Pa pascal", 1, "g m-1 s-2"); Add("Hz hertz", 1, "s-1"); Add("Ω ohm", 1, "g m2 s-3 A-2");
        Add("F farad", 1, "g-1 m-2 s4 A2"); Add("H henry", 1, "g m2 s-2 A-2"); Add("T tesla", 1, "g s-2 A-1"); Add("Wb weber", 1, "g m2 s-2 A-1"); Add("L l liter litre", Rational.Of(1, 1000), "m3");
        foreach (string pair in Prefixes.Split(' '))
        {
            string[] parts = pair.Split(':');
            int power = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
            Rational scale = power < 0 ? Rational.Of(1, BigInteger.Pow(10, -power)) : BigInteger.Pow(10, power);
            foreach (string name in (ReadOnlySpan<string>)["m", "g", "s", "A", "N", "J", "W", "V", "Pa", "Hz", "L", "l", "mol", "F", "C", "Ω"]) table.TryAdd(parts[0] + name, new Unit(scale * table[name].Factor, table[name].Dimension));
        }

        foreach ((string prefix, int power) in (ReadOnlySpan<(string, int)>)[("nano", -9), ("micro", -6), ("milli", -3), ("centi", -2), ("deci", -1), ("kilo", 3), ("mega", 6), ("giga", 9)])
        {
            Rational scale = power < 0 ? Rational.Of(1, BigInteger.Pow(10, -power)) : BigInteger.Pow(10, power);
            foreach (string name in (ReadOnlySpan<string>)["meter", "metre", "gram", "second", "liter", "litre", "newton", "joule", "watt", "volt", "pascal", "hertz", "ampere"]) Add(prefix + name, scale * table[name].Factor, table[name].Dimension);
        }

        Add("in inch inches", inch, "m"); Add("ft foot feet", 12 * inch, "m"); Add("yd yard", 36 * inch, "m"); Add("mi mile", 63360 * inch, "m"); Add("mph", Rational.Of(44704, 100_000), "m s-1"); Add("kph kmph kmh", Rational.Of(10, 36), "m s-1");
        Add("lb lbs pound", pound, "g"); Add("oz ounce", pound * Rational.Of(1, 16), "g"); Add("ton tonne", 1000, "g"); Add("acre", 43560 * 144 * inch * inch, "m2"); Add("hectare", 10000, "m2"); Add("ha", 10000, "m2");
        Add("min minute mins", 60, "s"); Add("h hr hour hrs", 3600, "s"); Add("day", 86400, "s"); Add("week wk", 604800, "s"); Add("month", 1, "month"); Add("year yr yrs", 12, "month"); Add("decade", 120, "month"); Add("century centuries", 1200, "month");
        Add("gal gallon", Rational.Of(3785411784, 1_000_000_000_000), "m3"); Add("qt quart", Rational.Of(946352946, 1_000_000_000_000), "m3"); Add("pint pt", Rational.Of(473176473, 1_000_000_000_000), "m3"); Add("cup", Rational.Of(2365882365, 10_000_000_000_000), "m3");
        Add("cc", Rational.Of(1, 1_000_000), "m3"); Add("ml", Rational.Of(1, 1_000_000), "m3"); Add("deg degree °", degree, "deg"); Add("rad radian rads", 1, "rad"); Add("rev revolution", 360, "deg"); Add("rpm", 1, "rpm");
        Add("dollar usd USD bucks", 100, "usd"); Add("cent ¢", 1, "usd"); Add("euro EUR", 100, "eur"); Add("pound_sterling", 100, "gbp"); Add("yen", 100, "jpy"); Add("rupee", 100, "inr"); Add("yuan", 100, "cny"); Add("ruble", 100, "rub"); Add("pence p", 1, "gbp");
        Add("unit un", 1, ""); Add("eV", Rational.Of(1602176634, BigInteger.Pow(10, 28)), "g m2 s-2"); Add("atm", 101325, "g m-1 s-2"); Add("cal calorie", Rational.Of(4184, 1000), "g m2 s-2"); Add("kcal", 4184, "g m2 s-2"); Add("Wh", 3600, "g m2 s-2"); Add("kWh", 3_600_000, "g m2 s-2"); Add("dyne dyn", Rational.Of(1, 100_000), "g m s-2"); Add("erg", Rational.Of(1, 10_000_000), "g m2 s-2");
        Add("Å angstrom", Rational.Of(1, BigInteger.Pow(10, 10)), "m"); Add("bit", 1, "bit"); Add("byte", 8, "bit"); Add("°C", 1, "°C"); Add("°F", 1, "°F"); Add("%", Rational.Of(1, 100), "%"); Add("KB", 8000, "bit"); Add("dm", Rational.Of(1, 10), "m");
        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
