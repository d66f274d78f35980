// {x in Z : x^2 < 5} is {-2, -1, 0, 1, 2}: a condition that bounds a whole number is a list of numbers. Whether 0 is natural is for the writer of the question to know, so a set
// for which that matters is no list.
using System.Numerics;
using Pure.Answers.Expressions;
using Pure.Answers.Numbers;

namespace Pure.Answers.Comparison;

/// <summary>Bounded sets of whole numbers, as lists.</summary>
internal sealed class WholeNumberSets(ScalarComparer comparer, SetReader sets, Fuel fuel)
{
    private const int Largest = 256;

    /// <summary>The numbers of a set that is given by a condition; null for other trees, sets without bounds and doubtful ones.</summary>
    public Node.Braces? Listed(Node node)
    {
        if (node is not Node.SetBuilder builder || Domain(builder) is not { } found || sets.Read(found.Condition) is not { } reals) return null;
        var numbers = new List<Node>();
        foreach (RealSet.Piece piece in reals.Pieces)
        {
            BigInteger? low = Least(piece, found.Domain), high = piece.High.Value is { } top ? Nearby(top) + 1 : null;
            if (low is null || high is null || high - low > Largest) return null;
            for (BigInteger k = low.Value; k <= high; k++)
            {
                if (!Holds(piece, k) || (k.Sign < 0 && found.Domain != "Z") || (k.IsZero && found.Domain is "Z+" or "N+" or "N*")) continue;
                if (k.IsZero && found.Domain == "N") return null;
                numbers.Add(new Node.Number(k));
            }
        }

        return new Node.Braces(numbers);
    }

    /// <summary>The set in which the element is, and the rest of the condition.</summary>
    private static (string Domain, Node Condition)? Domain(Node.SetBuilder builder)
    {
        if (builder.Element is Node.Relation { Signs: ["in"], Operands: [Node.Symbol, Node.NamedSet { Name: var name }] } && IsWhole(name)) return (name, builder.Condition);
        if (builder is not { Element: Node.Symbol element, Condition: Node.Several { Connector: not "or" } several }) return null;
        Node? membership = several.Items.FirstOrDefault(item => item is Node.Relation { Signs: ["in"], Operands: [Node.Symbol { Name: var x }, Node.NamedSet { Name: var set }] } && x == element.Name && IsWhole(set));
        if (membership is not Node.Relation { Operands: [_, Node.NamedSet domain] }) return null;
        Node[] rest = [.. several.Items.Where(item => !ReferenceEquals(item, membership))];
        return (domain.Name, rest.Length == 1 ? rest[0] : several with { Items = rest });
    }

    private static bool IsWhole(string set) => set is "Z" or "N" or "Z+" or "N+" or "N*";

    private BigInteger? Least(RealSet.Piece piece, string domain) => piece.Low.Value is { } low ? Nearby(low) - 1 : domain == "Z" ? null : BigInteger.Zero;

    /// <summary>A whole number at a distance below 1 of a constant.</summary>
    private BigInteger? Nearby(Node end) => new NumericEvaluator(ScalarComparer.FirstBits, complex: true, naturalLog: false, fuel).Value(end)?.Re.Nearest();

    private bool Holds(RealSet.Piece piece, BigInteger k)
    {
        Node number = new Node.Number(k);
        int? above = piece.Low.Value is { } low ? comparer.Sign(Build.Minus(number, low)) : 1, below = piece.High.Value is { } high ? comparer.Sign(Build.Minus(high, number)) : 1;
        return (above > 0 || (above == 0 && piece.LowClosed)) && (below > 0 || (below == 0 && piece.HighClosed));
    }
}
