using System.Collections.Frozen;
using System.Text;

namespace Pure.Answers;

/// <summary>Words as answers: what is the same in other words.</summary>
internal static class AnswerWords
{
    private static readonly FrozenSet<string> Nothing = FrozenSet.ToFrozenSet(
        ["no solution", "no solutions", "none", "empty set", "no real solution", "no real solutions", "no such number", "no such numbers", "no answer", "there are no solutions", "there is no solution", "no real roots", "null set", "no values"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Reals = FrozenSet.ToFrozenSet(
        ["all real numbers", "all reals", "all real number", "set of all real numbers", "set of real numbers", "real numbers", "any real number", "all real x", "all real values"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Integers = FrozenSet.ToFrozenSet(["all integers", "integers", "set of integers", "set of all integers", "any integer", "all integer values"], StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Synonyms = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["true"] = "yes", ["t"] = "t", ["correct"] = "yes", ["false"] = "no", ["incorrect"] = "no", ["dne"] = "does not exist", ["undefined"] = "does not exist", ["doesn't exist"] = "does not exist", ["not defined"] = "does not exist",
        ["doesnt exist"] = "does not exist", ["infinite"] = "infinitely many", ["infinitely many solutions"] = "infinitely many",
        ["infinite solutions"] = "infinitely many", ["infinite number of solutions"] = "infinitely many", ["neither odd nor even"] = "neither", ["neither even nor odd"] = "neither", ["not possible"] = "impossible",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Kinds = FrozenSet.ToFrozenSet(["triangle", "number", "integer", "function", "angle", "quadrilateral", "polygon", "matrix", "graph", "sequence", "series", "line", "curve"], StringComparer.Ordinal);

    /// <summary>Whether one answer is the other with the kind of thing said behind it: "isosceles triangle" for "isosceles".</summary>
    public static bool NamesKind(string longer, string shorter) =>
        longer.Length > shorter.Length + 1 && longer.StartsWith(shorter, StringComparison.Ordinal) && longer[shorter.Length] == ' ' && Kinds.Contains(longer[(shorter.Length + 1)..]) && shorter is not ("yes" or "no" or "not" or "any" or "all");

    /// <summary>The set that words name, such as all real numbers; null for other words.</summary>
    public static string? SetName(string words) => Folded(words) switch
    {
        var folded when Nothing.Contains(folded) => "∅",
        var folded when Reals.Contains(folded) => "R",
        var folded when Integers.Contains(folded) => "Z",
        "all positive integers" or "positive integers" or "set of positive integers" => "Z+",
        _ => null,
    };

    /// <summary>Lower case, without articles, punctuation and extra blanks; synonyms made one.</summary>
    public static string Normal(string words)
    {
        string folded = Folded(words);
        return Synonyms.TryGetValue(folded, out string? other) ? other : folded;
    }

    private static string Folded(string words)
    {
        var text = new StringBuilder(words.Length);
        foreach (char c in words)
        {
            if (char.IsLetterOrDigit(c) || c is '\'' or '/' or '+' or '<' or '>' or '=' or '^' or '*' or '_' or '%' or '(' or ')' or '[' or ']' or '|' or '!') text.Append(char.ToLowerInvariant(c));
            else if (c is '-' && text.Length > 0 && char.IsDigit(text[^1])) text.Append(c);
            else if (c is '\\' or '{' or '}' or '$') { }
            else text.Append(' ');
        }

        return string.Join(' ', text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word is not ("a" or "an" or "the")));
    }
}
