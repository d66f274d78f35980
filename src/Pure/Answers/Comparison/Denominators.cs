// An equation with a denominator says that the denominator is not 0; so multiplying by it changes nothing.
using Pure.Answers.Expressions;
using Pure.Answers.Numbers;

namespace Pure.Answers.Comparison;

/// <summary>Clears equations of denominators.</summary>
internal static class Denominators
{
    /// <summary>The difference of the sides times every denominator in it.</summary>
    public static Node Cleared(Node.Relation equation)
    {
        Node difference = Build.Minus(equation.Operands[0], equation.Operands[1]);
        var found = new Dictionary<string, (Node Base, Rational Power)>(StringComparer.Ordinal);
        Collect(difference, found);
        return found.Count == 0 ? difference : new Node.Product([difference, .. found.Values.Select(denominator => new Node.Power(denominator.Base, new Node.Number(denominator.Power)))]);
    }

    private static void Collect(Node node, Dictionary<string, (Node Base, Rational Power)> found)
    {
        if (node is Node.Power { Base: var b, Exponent: Node.Number { Value: { IsInteger: true, Sign: < 0 } exponent } } && NodeParts.Symbols(b).Count > 0)
        {
            if (b is Node.Product product)
            {
                foreach (Node factor in product.Factors) Collect(new Node.Power(factor, new Node.Number(exponent)), found);
                return;
            }

            (Node inner, Rational power) = b is Node.Power { Exponent: Node.Number { Value: { IsInteger: true, Sign: > 0 } raised } } nested ? (nested.Base, -exponent * raised) : (b, -exponent);
            string key = inner.ToString();
            if (!found.TryGetValue(key, out (Node Base, Rational Power) old) || old.Power < power) found[key] = (inner, power);
            return;
        }

        if (node is Node.Sum or Node.Product)
        {
            foreach (Node part in NodeParts.Of(node)) Collect(part, found);
        }
    }
}
