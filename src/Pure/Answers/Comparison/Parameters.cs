// General solutions have a parameter, "x = pi/4 + k pi, k in Z", and its letter is free. So a name that is said to be whole carries a mark until both answers
// are known: then the prediction's takes the letter of the reference's. A letter that nobody declares stays a name like any other.
using Pure.Answers.Expressions;

namespace Pure.Answers.Comparison;

/// <summary>Names that an answer declares to be whole numbers.</summary>
internal static class Parameters
{
    private const string Mark = "\u0003";

    /// <summary>The tree with the marks of a declared name.</summary>
    public static Node Marked(Node node, string name) => NodeParts.Substitute(node, name, new Node.Symbol(name + Mark));

    /// <summary>Both answers without marks; where each declares one name, under the reference's letter.</summary>
    public static (Node Gold, Node Prediction) Shared(Node gold, Node prediction)
    {
        string[] ours = Declared(gold), theirs = Declared(prediction);
        if (ours.Length == 1 && theirs.Length == 1 && !NodeParts.Symbols(prediction).Contains(ours[0][..^Mark.Length])) prediction = NodeParts.Substitute(prediction, theirs[0], new Node.Symbol(ours[0]));
        return (Plain(gold), Plain(prediction));
    }

    /// <summary>The tree without marks.</summary>
    public static Node Plain(Node node) => Declared(node).Aggregate(node, (tree, name) => NodeParts.Substitute(tree, name, new Node.Symbol(name[..^Mark.Length])));

    private static string[] Declared(Node node) => [.. NodeParts.Symbols(node).Where(name => name.EndsWith(Mark, StringComparison.Ordinal))];
}
