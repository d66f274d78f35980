using Pure.Answers.Expressions;

namespace Pure.Answers.Syntax;

/// <summary>An i below a sum is an index and not the imaginary unit.</summary>
internal static class Indices
{
    public static Node FromImaginary(Node node) => node is Node.Constant { Kind: ConstantKind.I } ? new Node.Symbol("i") : NodeParts.Map(node, FromImaginary);
}
