// Notations that two answers share only after a look at both: derivatives by a prime or by a fraction, functions with and without their
// argument, vectors in components or in unit vectors. What one answer alone says is never changed by this.
using Pure.Answers.Expressions;

namespace Pure.Answers.Comparison;

/// <summary>Brings two answers into one notation.</summary>
internal static class Notation
{
    private static readonly string[][] Bases = [["i", "hat(i)", "vec(i)", "hat(imath)"], ["j", "hat(j)", "vec(j)", "hat(jmath)"], ["k", "hat(k)", "vec(k)"]];

    /// <summary>Both answers, in one notation where they can be.</summary>
    public static (Node Gold, Node Prediction) Shared(Node gold, Node prediction)
    {
        (gold, prediction) = Derivatives(gold, prediction);
        (gold, prediction) = (Point(gold, prediction), Point(prediction, gold));
        bool hats = HasHats(gold) || HasHats(prediction);
        if (IsVector(prediction) || hats) gold = Components(gold, Dimension(prediction)) ?? gold;
        if (IsVector(gold) || hats) prediction = Components(prediction, Dimension(gold)) ?? prediction;
        return (gold, prediction);
    }

    /// <summary>P(3,4) is the point (3,4) beside a tuple.</summary>
    private static Node Point(Node node, Node other) => other is Node.Ordered && node is Node.Call { Name: [>= 'A' and <= 'Z'], Arguments: { Count: > 1 } coordinates } ? new Node.Ordered(coordinates, Round: true) : node;

    /// <summary>y' is dy/dx when the other answer has that; then y(x) is y, too.</summary>
    private static (Node Gold, Node Prediction) Derivatives(Node gold, Node prediction)
    {
        Dictionary<string, string> fractions = Fractions(gold), others = Fractions(prediction);
        if (fractions.Count == 0 && others.Count == 0 && !HasPrimes(gold)) return (gold, prediction);
        Node left = WithFractions(WithoutArguments(gold, prediction), others), right = WithFractions(WithoutArguments(prediction, gold), fractions);
        return (left, right);
    }

    /// <summary>The derivatives written as fractions, each under its name with primes.</summary>
    private static Dictionary<string, string> Fractions(Node node)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string symbol in NodeParts.Symbols(node))
        {
            int slash = symbol.IndexOf('/', StringComparison.Ordinal);
            if (slash < 2 || symbol[0] is not 'd') continue;
            bool second = symbol.StartsWith("d^2", StringComparison.Ordinal);
            names[symbol[(second ? 3 : 1)..slash] + (second ? "''" : "'")] = symbol;
        }

        return names;
    }

    private static bool HasPrimes(Node node) => NodeParts.Any(node, part => part is Node.Symbol { Name: [.., '\''] } or Node.Call { Name: [.., '\''] });

    private static Node WithFractions(Node node, Dictionary<string, string> fractions) => fractions.Count == 0 ? node : node switch
    {
        Node.Symbol { Name: var name } when fractions.TryGetValue(name, out string? fraction) => new Node.Symbol(fraction),
        Node.Call { Name: var name, Arguments: [Node.Symbol] } when fractions.TryGetValue(name, out string? fraction) => new Node.Symbol(fraction),
        _ => NodeParts.Map(node, part => WithFractions(part, fractions)),
    };

    /// <summary>f(t) as f, when the other answer has f alone and no f(t).</summary>
    private static Node WithoutArguments(Node node, Node other) => node switch
    {
        Node.Call { Name: var name, Arguments: [Node.Symbol] } when NodeParts.Symbols(other).Contains(name) && !NodeParts.Any(other, part => part is Node.Call call && call.Name == name) => new Node.Symbol(name),
        _ => NodeParts.Map(node, part => WithoutArguments(part, other)),
    };

    private static bool IsVector(Node node) => Dimension(node) is 2 or 3;

    private static int Dimension(Node node) => node switch
    {
        Node.Ordered tuple => tuple.Items.Count,
        Node.Matrix { Rows: [{ Count: 1 }, ..] } column => column.Rows.Count,
        _ => 0,
    };

    private static bool HasHats(Node node) => NodeParts.Any(node, part => part is Node.Symbol { Name: var name } && Array.Exists(Bases, names => Array.IndexOf(names, name) > 0));

    /// <summary>a i + b j + c k as the tuple (a, b, c); null for anything else.</summary>
    private static Node.Ordered? Components(Node node, int dimension)
    {
        IReadOnlyList<Node> terms = node is Node.Sum sum ? sum.Terms : [node];
        var components = new Node[3];
        foreach (Node term in terms)
        {
            List<Node> factors = Factors(term);
            int axis = -1;
            var scalars = new List<Node>();
            foreach (Node factor in factors)
            {
                int at = Axis(factor);
                if (at >= 0 && axis >= 0) return null;
                if (at >= 0) axis = at;
                else scalars.Add(factor);
            }

            if (axis < 0) return null;
            Node scale = scalars.Count switch { 0 => Build.One, 1 => scalars[0], _ => new Node.Product(scalars) };
            components[axis] = components[axis] is null ? scale : Build.Plus(components[axis], scale);
        }

        int count = components[2] is not null ? 3 : Math.Max(dimension, 2);
        if (count > 3 || components.Count(component => component is not null) < (HasHats(node) ? 1 : 2)) return null;
        return new Node.Ordered([.. components.Take(count).Select(component => component ?? Build.Zero)], Round: false);
    }

    private static List<Node> Factors(Node term) => term is Node.Product product ? [.. product.Factors.SelectMany(Factors)] : [term];

    private static int Axis(Node node) => node switch
    {
        Node.Constant { Kind: ConstantKind.I } => 0,
        Node.Symbol { Name: var name } => Array.FindIndex(Bases, names => names.Contains(name)),
        _ => -1,
    };
}
