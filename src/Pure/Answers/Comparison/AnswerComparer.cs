// Whether two read answers are the same. Each kind of answer has its rule; where the kinds differ, the rules say which kinds can mean the
// same (an interval and an inequality, x = 5 and 5) and everything else is different.
using Pure.Answers.Expressions;
using Pure.Answers.Numbers;

namespace Pure.Answers.Comparison;

/// <summary>Compares two answers under one reading.</summary>
internal sealed partial class AnswerComparer
{
    private readonly AnswerProfile _profile;
    private readonly Fuel _fuel;
    private readonly ScalarComparer _scalars;
    private readonly SetReader _sets;

    public AnswerComparer(AnswerProfile profile, Fuel fuel, bool naturalLog)
    {
        _profile = profile;
        _fuel = fuel;
        _scalars = new ScalarComparer(fuel, naturalLog, profile.AssumePositive);
        _sets = new SetReader(_scalars, fuel);
    }

    /// <summary>Compares a gold answer with a prediction.</summary>
    public Outcome Compare(Node gold, Node prediction)
    {
        _fuel.Spend(10);
        if (gold is Node.Several { Items: [{ } onlyGold] }) gold = onlyGold;
        if (prediction is Node.Several { Items: [{ } only] }) prediction = only;
        if (!_profile.EvaluateFinite && Unfinished(prediction) && !Unfinished(gold)) return Outcome.Different("unfinished");
        if (gold.ToString() == prediction.ToString()) return Identical(gold);
        if (Names.GivesSeveral(gold) && Names.Shared(prediction) is { } sharedByPrediction) prediction = sharedByPrediction;
        else if (Names.GivesSeveral(prediction) && Names.Shared(gold) is { } sharedByGold) gold = sharedByGold;
        if (gold is Node.SetBuilder != prediction is Node.SetBuilder) (gold, prediction) = (Listed(gold), Listed(prediction));
        if (gold is Node.Words || prediction is Node.Words) return Words(gold, prediction);
        if ((gold is Node.Piecewise || prediction is Node.Piecewise) && InPieces(gold, prediction) is { } pieces) return pieces;
        if (gold is Node.Quantity || prediction is Node.Quantity) return Quantities(gold, prediction);
        if (gold is Node.BaseNumeral || prediction is Node.BaseNumeral) return Numerals(gold, prediction);
        if (gold is Node.Ratio || prediction is Node.Ratio) return Ratios(gold, prediction);
        if (gold is Node.Matrix || prediction is Node.Matrix) return MatrixRule(gold, prediction);
        if (SetRule(gold, prediction) is { } sets) return sets;
        if (gold is Node.Several || prediction is Node.Several) return Lists(gold, prediction);
        if (gold is Node.Relation || prediction is Node.Relation) return Relations(gold, prediction);
        return Brackets(gold, prediction) ?? Scalars(gold, prediction);
    }

    /// <summary>A bounded set of whole numbers as the list that it is.</summary>
    private Node Listed(Node node) => node is Node.SetBuilder && new WholeNumberSets(_scalars, _sets, _fuel).Listed(node) is { } list ? list : node;

    private Outcome Identical(Node node) => HasUndefined(node) ? Outcome.Different("undefined") : Outcome.Equal("identical");

    private bool HasUndefined(Node node) => IsArithmetic(node) && !NodeParts.Any(node, part => part is Node.NamedSet or Node.Braces or Node.Ordered or Node.Interval or Node.Matrix or Node.Words) ? _scalars.IsUndefined(node) : node is not Node.Ratio && NodeParts.Of(node).Any(HasUndefined);

    private Outcome Scalars(Node gold, Node prediction)
    {
        if (!IsArithmetic(gold) || !IsArithmetic(prediction)) return Outcome.Different("different kinds");
        Outcome outcome = _scalars.Compare(gold, prediction);
        if (!outcome.IsEqual && HasDegrees(gold) != HasDegrees(prediction) && _scalars.Compare(WithoutDegrees(gold), WithoutDegrees(prediction)) is { IsEqual: true }) return Outcome.Equal("degrees that one side names");
        return !outcome.IsEqual && _profile.Rounding && Rounding.Allows(gold, prediction, _fuel) ? Outcome.Equal("equal after rounding") : outcome;
    }

    /// <summary>Whether terms of a sum are in degrees.</summary>
    private static bool HasDegrees(Node node) => node is Node.Sum sum && sum.Terms.Any(term => term is Node.Quantity { Unit: "deg" });

    private static Node WithoutDegrees(Node node) => node is Node.Sum sum ? new Node.Sum([.. sum.Terms.Select(term => term is Node.Quantity { Unit: "deg", Value: { } value } ? value : term)]) : node;

    /// <summary>Whether a node is a formula: a number or a function.</summary>
    internal static bool IsArithmetic(Node node) => node is Node.Number or Node.Symbol or Node.Constant or Node.Sum or Node.Product or Node.Power or Node.Function or Node.Call or Node.BigOperator;

    private static bool Unfinished(Node node) => NodeParts.Any(Names.TryAssignment(node, out _, out Node value) ? value : node, part =>
        part is Node.BigOperator or Node.Function { Name: "gcd" or "lcm" or "mod" or "max" or "min" });

    private static Outcome Words(Node gold, Node prediction)
    {
        if (gold is Node.Words a && prediction is Node.Words b) return a.Text == b.Text || WithoutPlural(a.Text) == WithoutPlural(b.Text) || AnswerWords.NamesKind(a.Text, b.Text) || AnswerWords.NamesKind(b.Text, a.Text) ? Outcome.Equal("same words") : Outcome.Different("different words");
        if (gold is Node.Words c && AsWord(prediction) is { } p) return p == c.Text ? Outcome.Equal("same words") : Outcome.Different("words and a formula");
        if (prediction is Node.Words d && AsWord(gold) is { } g) return g == d.Text ? Outcome.Equal("same words") : Outcome.Different("words and a formula");
        return Outcome.Different("words and a formula");
    }

    private static string WithoutPlural(string text) => text.Length > 3 && text.EndsWith('s') ? text[..^1] : text;

    /// <summary>Letters side by side may be a word.</summary>
    private static string? AsWord(Node node) => node switch
    {
        Node.Product { Factors: { } factors } when factors.All(factor => factor is Node.Symbol or Node.Constant { Kind: ConstantKind.E or ConstantKind.I }) =>
            AnswerWords.Normal(string.Concat(factors.Select(factor => factor is Node.Symbol s ? s.Name : ((Node.Constant)factor).Kind == ConstantKind.E ? "e" : "i"))),
        Node.Symbol symbol => AnswerWords.Normal(symbol.Name),
        _ => null,
    };

    private Outcome Numerals(Node gold, Node prediction)
    {
        if (gold is not Node.BaseNumeral a || prediction is not Node.BaseNumeral b) return gold is Node.Relation || prediction is Node.Relation ? Relations(gold, prediction) : Outcome.Different("numeral without its base");
        return a.Base == b.Base && a.Digits.TrimStart('0').Equals(b.Digits.TrimStart('0'), StringComparison.OrdinalIgnoreCase) ? Outcome.Equal("same numeral") : Outcome.Different("different numerals");
    }

    private Outcome Ratios(Node gold, Node prediction)
    {
        if (gold is Node.Relation || prediction is Node.Relation) return Relations(gold, prediction);
        if (gold is Node.Ratio a && prediction is Node.Ratio b)
        {
            if (a.Parts.Count != b.Parts.Count) return Outcome.Different("ratios of other length");
            if (a.Parts.Concat(b.Parts).Any(part => ExactEvaluator.Value(part, _fuel) is { IsZero: true })) return InOrder(a.Parts, b.Parts, "same ratio");
            for (int k = 1; k < a.Parts.Count; k++)
            {
                Outcome part = _scalars.Compare(Build.Times(a.Parts[0], b.Parts[k]), Build.Times(b.Parts[0], a.Parts[k]));
                if (!part.IsEqual) return part;
            }

            return Outcome.Equal("same ratio");
        }

        (Node.Ratio ratio, Node other) = gold is Node.Ratio r ? (r, prediction) : ((Node.Ratio)prediction, gold);
        return ratio.Parts.Count == 2 && IsArithmetic(other) ? _scalars.Compare(Build.Over(ratio.Parts[0], ratio.Parts[1]), other) : Outcome.Different("ratio and something else");
    }

    private Outcome MatrixRule(Node gold, Node prediction)
    {
        if (gold is Node.Matrix a && prediction is Node.Matrix b)
        {
            if (a.Rows.Count != b.Rows.Count || a.Rows[0].Count != b.Rows[0].Count) return Outcome.Different("matrices of other shape");
            return InOrder([.. a.Rows.SelectMany(row => row)], [.. b.Rows.SelectMany(row => row)], "same matrix");
        }

        if (gold is Node.Relation || prediction is Node.Relation) return Relations(gold, prediction);
        (Node.Matrix matrix, Node other, bool goldIsMatrix) = gold is Node.Matrix m ? (m, prediction, true) : ((Node.Matrix)prediction, gold, false);
        if (_profile.ColumnAsTuple && Rows(other) is { } listed) return goldIsMatrix ? MatrixRule(matrix, listed) : MatrixRule(listed, matrix);
        if (!_profile.ColumnAsTuple || matrix.Rows[0].Count != 1 || other is not Node.Ordered tuple) return Outcome.Different("matrix and something else");
        Node[] column = [.. matrix.Rows.Select(row => row[0])];
        return goldIsMatrix ? InOrder(column, tuple.Items, "column as tuple") : InOrder(tuple.Items, column, "column as tuple");
    }

    /// <summary>A list of lists in brackets, as programs write matrices.</summary>
    private static Node.Matrix? Rows(Node node)
    {
        if (node is Node.Interval { LowClosed: true, HighClosed: true } pair) node = new Node.Ordered([pair.Low, pair.High], Round: false);
        if (node is not Node.Ordered { Round: false } outer) return null;
        var rows = new List<IReadOnlyList<Node>>();
        foreach (Node item in outer.Items)
        {
            IReadOnlyList<Node>? row = item switch
            {
                Node.Interval { LowClosed: true, HighClosed: true } two => [two.Low, two.High],
                Node.Ordered { Round: false } more => more.Items,
                _ => null,
            };
            if (row is null || (rows.Count > 0 && rows[0].Count != row.Count)) return null;
            rows.Add(row);
        }

        return new Node.Matrix(rows);
    }

    /// <summary>Both are sets of reals, however written.</summary>
    private Outcome? SetRule(Node gold, Node prediction)
    {
        bool goldSet = SetReader.LooksLikeSet(gold), predictionSet = SetReader.LooksLikeSet(prediction);
        if (!goldSet && !predictionSet) return null;
        if (!(goldSet || CouldBeSet(gold)) || !(predictionSet || CouldBeSet(prediction))) return null;
        RealSet? a, b;
        try
        {
            (a, b) = (_sets.Read(gold), _sets.Read(prediction));
            if (a is not null && b is not null)
            {
                if (Variable(gold) is { } x && Variable(prediction) is { } y && x != y) return Outcome.Different("inequalities of other variables");
                return a.Same(b, _scalars) ? Outcome.Equal("same set") : Outcome.Different("different sets");
            }
        }
        catch (UnreadableException)
        {
            // Ends that cannot be put in order: compared as they are written.
        }

        return gold is not Node.Relation && prediction is not Node.Relation ? Written(gold, prediction)
            : gold is Node.Relation && prediction is Node.Relation || AsInterval(gold) is not { } x1 || AsInterval(prediction) is not { } x2 ? null : Written(x1, x2);
    }

    private static bool CouldBeSet(Node node) => node is Node.Braces or Node.Ordered { Round: true, Items.Count: 2 } || (node is Node.Several several && several.Items.All(item => SetReader.LooksLikeSet(item) || CouldBeSet(item)));

    /// <summary>The one name of which a relation speaks; f(x) is a name, and another than x and g(x).</summary>
    private static string? Variable(Node node) => node is Node.Relation relation && SetReader.Unknowns(relation) is { Count: 1 } names ? names.Min : null;

    /// <summary>Intervals with ends that are no constants: the same ends and brackets.</summary>
    private Outcome? Written(Node gold, Node prediction)
    {
        if (gold is Node.SetOperation { } a && prediction is Node.SetOperation { } b && a.Name == b.Name)
        {
            List<Node> left = Operands(a, a.Name), right = Operands(b, b.Name);
            return a.Name == "setminus" ? InOrder(left, right, "same set as written") : Matching(left, right, "same set as written");
        }

        if (gold is Node.NamedSet s && prediction is Node.NamedSet t) return s.Name == t.Name ? Outcome.Equal("same set") : Outcome.Different("different sets");
        if (gold is Node.Interval i && prediction is Node.Interval j)
            return i.LowClosed == j.LowClosed && i.HighClosed == j.HighClosed ? InOrder([i.Low, i.High], [j.Low, j.High], "same interval") : Outcome.Different("other ends");
        if (gold is Node.SetBuilder p && prediction is Node.SetBuilder q) return InOrder([p.Element, p.Condition], [q.Element, q.Condition], "same condition");
        if (gold is Node.Interval or Node.SetOperation or Node.SetBuilder or Node.NamedSet || prediction is Node.Interval or Node.SetOperation or Node.SetBuilder or Node.NamedSet)
            return gold is Node.Several || prediction is Node.Several ? null : Outcome.Different("a set and something else");
        return null;
    }

    /// <summary>An interval whose ends cannot be put in order, as such or as an inequality of one name that is in neither end.</summary>
    private static Node.Interval? AsInterval(Node node) => node switch
    {
        Node.Interval interval => interval,
        Node.Ordered { Round: true, Items: [{ } low, { } high] } => new Node.Interval(low, high, LowClosed: false, HighClosed: false),
        Node.Relation { Operands: [{ } low, Node.Symbol x, { } high], Signs: ["<" or "<=", "<" or "<="] } r when !NodeParts.Symbols(low, high).Contains(x.Name) => new Node.Interval(low, high, r.Signs[0] == "<=", r.Signs[1] == "<="),
        Node.Relation { Operands: [{ } high, Node.Symbol x, { } low], Signs: [">" or ">=", ">" or ">="] } r when !NodeParts.Symbols(low, high).Contains(x.Name) => new Node.Interval(low, high, r.Signs[1] == ">=", r.Signs[0] == ">="),
        Node.Relation { Operands: [Node.Symbol x, { } end], Signs: [">" or ">="] } r when !NodeParts.Symbols(end).Contains(x.Name) => new Node.Interval(end, new Node.Constant(ConstantKind.Infinity), r.Signs[0] == ">=", HighClosed: false),
        Node.Relation { Operands: [Node.Symbol x, { } end], Signs: ["<" or "<="] } r when !NodeParts.Symbols(end).Contains(x.Name) => new Node.Interval(Build.Negative(new Node.Constant(ConstantKind.Infinity)), end, LowClosed: false, r.Signs[0] == "<="),
        _ => null,
    };

    private static List<Node> Operands(Node node, string name) => node is Node.SetOperation operation && operation.Name == name && name != "setminus"
        ? [.. Operands(operation.Left, name), .. Operands(operation.Right, name)]
        : node is Node.SetOperation { Name: "setminus" } difference && name == "setminus" ? [difference.Left, difference.Right] : [node];

    /// <summary>Tuples and sets in braces.</summary>
    private Outcome? Brackets(Node gold, Node prediction)
    {
        if (gold is Node.Ordered a && prediction is Node.Ordered b) return InOrder(a.Items, b.Items, "same tuple");
        if (gold is Node.Braces c && prediction is Node.Braces d) return SameSet(c.Items, d.Items);
        if (gold is Node.Braces { Items: [{ } g] } && (prediction is not Node.Ordered || g is Node.Ordered)) return Compare(g, prediction);
        if (prediction is Node.Braces { Items: [{ } p] } && (gold is not Node.Ordered || p is Node.Ordered)) return Compare(gold, p);
        return gold is Node.Ordered or Node.Braces || prediction is Node.Ordered or Node.Braces ? Outcome.Different("different kinds") : null;
    }
}
