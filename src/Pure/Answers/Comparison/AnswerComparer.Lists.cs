using Pure.Answers.Expressions;

namespace Pure.Answers.Comparison;

/// <content>Lists of answers, and answers with units.</content>
internal sealed partial class AnswerComparer
{
    /// <summary>All pairs equal, in order.</summary>
    private Outcome InOrder(IReadOnlyList<Node> gold, IReadOnlyList<Node> prediction, string reason)
    {
        if (gold.Count != prediction.Count) return Outcome.Different("another number of elements");
        Outcome unknown = Outcome.Equal(reason);
        for (int k = 0; k < gold.Count; k++)
        {
            Outcome outcome = Compare(gold[k], prediction[k]);
            if (outcome.Verdict == AnswerVerdict.NotEqual) return outcome with { Reason = $"element {k + 1}: {outcome.Reason}" };
            if (!outcome.IsEqual) unknown = outcome;
        }

        return unknown;
    }

    /// <summary>Each gold element with a partner of its own, in any order.</summary>
    private Outcome Matching(IReadOnlyList<Node> gold, IReadOnlyList<Node> prediction, string reason)
    {
        if (gold.Count != prediction.Count) return Outcome.Different("another number of elements");
        // Equality is transitive, so the first partner that is free will do.
        bool[] used = new bool[prediction.Count];
        bool unknown = false;
        for (int k = 0; k < gold.Count; k++)
        {
            bool found = false;
            for (int shift = 0; shift < prediction.Count && !found; shift++)
            {
                int j = (k + shift) % prediction.Count;
                if (used[j]) continue;
                Outcome outcome = Compare(gold[k], prediction[j]);
                unknown |= outcome.Verdict == AnswerVerdict.Ungradable;
                if (outcome.IsEqual) used[j] = found = true;
            }

            if (!found) return unknown ? Outcome.Unknown("an element that cannot be compared") : Outcome.Different($"element {k + 1} has no partner");
        }

        return Outcome.Equal(reason);
    }

    private Outcome SameSet(IReadOnlyList<Node> gold, IReadOnlyList<Node> prediction) => Matching(Distinct(gold), Distinct(prediction), "same set");

    private List<Node> Distinct(IReadOnlyList<Node> items)
    {
        var distinct = new List<Node>();
        foreach (Node item in items)
        {
            if (!distinct.Exists(other => Compare(other, item).IsEqual)) distinct.Add(item);
        }

        return distinct;
    }

    private Outcome Lists(Node gold, Node prediction)
    {
        if (gold is Node.Several a && prediction is Node.Several b) return Several(a.Items, b.Items);
        (Node.Several list, Node other, bool goldIsList) = gold is Node.Several g ? (g, prediction, true) : ((Node.Several)prediction, gold, false);
        IReadOnlyList<Node> items = Values(list.Items, out bool named);
        Outcome Ordered(IReadOnlyList<Node> others, string reason) => goldIsList ? InOrder(items, others, reason) : InOrder(others, items, reason);
        Node inside = Names.TryAssignment(other, out _, out Node value) ? value : other is Node.Relation { Signs: ["in"], Operands: [{ } member, { } set] } && Names.IsName(member) ? set : other;
        switch (inside)
        {
            case Node.Ordered or Node.Interval when list.Connector == "or" || IsOneName(list.Items):
                return Outcome.Different("solutions and a tuple");
            case Node.Ordered tuple:
                return Ordered(tuple.Items, "list as tuple");
            case Node.Interval { LowClosed: true, HighClosed: true } closed:
                return named || !goldIsList ? Outcome.Different("different kinds") : Ordered([closed.Low, closed.High], "list in square brackets");
            case Node.Braces braces:
                return goldIsList ? Several(list.Items, braces.Items) : Several(braces.Items, list.Items);
            default:
                // 5 and 5 again is one answer; 5 and 6 are two. A reference that repeats a value means it.
                List<Node> distinct = goldIsList ? [.. items] : Distinct(items);
                return distinct.Count == 1 ? goldIsList ? Compare(distinct[0], other) : Compare(other, distinct[0]) : Outcome.Different("several answers and one");
        }
    }

    private Outcome Several(IReadOnlyList<Node> gold, IReadOnlyList<Node> prediction)
    {
        IReadOnlyList<Node> a = Values(gold, out bool goldNamed), b = Values(prediction, out bool predictionNamed);
        if (goldNamed && predictionNamed) return Matching(gold, prediction, "same names and values");
        // Values whose names only one side gives are in the order of the names.
        if (goldNamed || predictionNamed) return InOrder(a, b, "values in order of names");
        Outcome matched = Matching(a, b, "same list");
        return matched.IsEqual || a.Count == b.Count || Repeats(a) ? matched : SameSet(a, b) is { IsEqual: true } ? Outcome.Equal("same list, repetitions apart") : matched;
    }

    /// <summary>x = 1, x = 2: values that one name can have.</summary>
    private static bool IsOneName(IReadOnlyList<Node> items)
    {
        string[] names = [.. items.Select(item => Names.TryAssignment(item, out Node name, out _) ? name.ToString() : "")];
        return names.Length > 1 && names[0].Length > 0 && names.All(name => name == names[0]);
    }

    private bool Repeats(IReadOnlyList<Node> items) => Distinct(items).Count < items.Count;

    /// <summary>The values of a list whose elements have names: all different ones, or one name for all.</summary>
    private static IReadOnlyList<Node> Values(IReadOnlyList<Node> items, out bool named)
    {
        named = false;
        var names = new List<string>();
        var values = new List<Node>();
        foreach (Node item in items)
        {
            if (Names.TryAssignment(item, out Node name, out Node value))
            {
                names.Add(name.ToString());
                values.Add(value);
            }
            else values.Add(item);
        }

        if (names.Count == 0) return items;
        int distinct = names.Distinct(StringComparer.Ordinal).Count();
        if (names.Count == items.Count && distinct == items.Count) named = true;
        else if (distinct > 1) return items;
        if (named && Consecutive(names) is { } order) return [.. order.Select(k => values[k])];
        if (names.Count < items.Count && !(Names.TryAssignment(items[0], out _, out _) && names.Count == 1)) return items;
        return values;
    }

    /// <summary>The positions of names in alphabetical order, when they are letters that follow each other, such as x, y, z; their coordinates stand in that order.</summary>
    private static int[]? Consecutive(List<string> names)
    {
        if (names.Exists(name => name.Length != 1)) return null;
        int[] order = [.. Enumerable.Range(0, names.Count).OrderBy(k => names[k][0])];
        for (int k = 1; k < order.Length; k++)
        {
            if (names[order[k]][0] != names[order[k - 1]][0] + 1) return null;
        }

        return order;
    }

    private Outcome Quantities(Node gold, Node prediction)
    {
        if (gold is Node.Relation || prediction is Node.Relation || gold is Node.Several || prediction is Node.Several)
            return gold is Node.Several || prediction is Node.Several ? Lists(gold, prediction) : Relations(gold, prediction);
        (Node a, string? unitA) = Split(gold);
        (Node b, string? unitB) = Split(prediction);
        if (unitA == "%" || unitB == "%") return Percent(a, unitA, b, unitB);
        if (unitA is null || unitB is null || unitA == unitB) return Compare(a, b);
        if (Pounds(unitA, unitB) || Pounds(unitB, unitA)) return Compare(a, b);
        Unit? x = Units.Parse(Celsius(unitA)), y = Units.Parse(Celsius(unitB));
        if (x is { IsNeutral: true } || y is { IsNeutral: true }) return Compare(a, b);
        if (x is null && y is null) return SameWords(unitA, unitB) ? Compare(a, b) : Outcome.Different("different things counted");
        if (x is null || y is null) return Outcome.Different("a unit and something else");
        if (x.Normal == y.Normal) return x.Factor == y.Factor ? Compare(a, b) : Compare(Build.Times(a, Build.Number(x.Factor)), Build.Times(b, Build.Number(y.Factor)));
        return (x.Normal, y.Normal) switch
        {
            ("deg1", "rad1") => Compare(new Node.Product([a, Build.Number(x.Factor), new Node.Constant(ConstantKind.Pi)]), Build.Times(b, new Node.Number(180))),
            ("rad1", "deg1") => Compare(Build.Times(a, new Node.Number(180)), new Node.Product([b, Build.Number(y.Factor), new Node.Constant(ConstantKind.Pi)])),
            _ => Outcome.Different("units of other dimension"),
        };
    }

    /// <summary>Pounds beside the sign of the currency are money.</summary>
    private static bool Pounds(string sign, string word) => sign == "pound_sterling" && word is "pound" or "pounds";

    private static string Celsius(string unit)
    {
        string lower = unit.ToLowerInvariant();
        return lower.Contains("celsius", StringComparison.Ordinal) || unit is "degrees C" or "degree C" ? "°C" : lower.Contains("fahrenheit", StringComparison.Ordinal) || unit is "degrees F" or "degree F" ? "°F" : unit;
    }

    /// <summary>A percent sign may be missing; then the number is the same, or a hundredth.</summary>
    private Outcome Percent(Node a, string? unitA, Node b, string? unitB)
    {
        if (unitA is not null && unitB is not null && unitA != unitB && Units.Parse(unitA == "%" ? unitB : unitA) is not { IsNeutral: true }) return Outcome.Different("percent and another unit");
        Outcome same = Compare(a, b);
        if (unitA == unitB || same.IsEqual) return same;
        if (unitA is not null && unitB is not null) return Outcome.Different("percent and another unit");
        Node hundredth = new Node.Number(Numbers.Rational.Of(1, 100));
        return unitA == "%" ? Compare(Build.Times(a, hundredth), b) : Compare(a, Build.Times(b, hundredth));
    }

    private static (Node Value, string? Unit) Split(Node node) => node is Node.Quantity quantity ? (quantity.Value, quantity.Unit) : (node, null);

    private static bool SameWords(string a, string b) => Plain(a) == Plain(b);

    private static string Plain(string unit) => string.Join(' ', AnswerWords.Normal(unit).Split(' ').Select(WithoutPlural));
}
