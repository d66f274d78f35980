using Pure.Answers.Expressions;

namespace Pure.Answers.Comparison;

/// <content>Functions in pieces.</content>
internal sealed partial class AnswerComparer
{
    /// <summary>Pieces by the values that they give; as they are written where that cannot be worked out. Null when the other side is a relation or the like.</summary>
    private Outcome? InPieces(Node gold, Node prediction)
    {
        Outcome? written = gold is Node.Piecewise a && prediction is Node.Piecewise b ? Pieces(a, b) : null;
        Outcome? values = new PiecewiseFunctions(_scalars, _sets).Compare(gold, prediction);
        return values is { Verdict: AnswerVerdict.NotEqual } || written is not { IsEqual: true } ? values ?? written : written;
    }

    /// <summary>The same values under the same conditions, in any order.</summary>
    private Outcome Pieces(Node.Piecewise gold, Node.Piecewise prediction)
    {
        if (gold.Values.Count != prediction.Values.Count) return Outcome.Different("another number of pieces");
        Node[] left = Spelled(gold, prediction), right = Spelled(prediction, gold);
        bool[] used = new bool[right.Length];
        for (int k = 0; k < left.Length; k++)
        {
            bool found = false;
            for (int j = 0; j < right.Length && !found; j++)
            {
                if (used[j] || !Compare(left[k], right[j]).IsEqual || !Compare(gold.Values[k], prediction.Values[j]).IsEqual) continue;
                used[j] = found = true;
            }

            if (!found) return Outcome.Different($"piece {k + 1} has no partner");
        }

        return Outcome.Equal("same pieces");
    }

    /// <summary>The conditions, with "otherwise" said in the words of the other answer: the one condition there that has no partner here.</summary>
    private Node[] Spelled(Node.Piecewise pieces, Node.Piecewise other)
    {
        Node[] conditions = [.. pieces.Conditions];
        int open = Array.FindIndex(conditions, condition => condition is Node.Words);
        if (open < 0 || other.Conditions.Any(condition => condition is Node.Words)) return conditions;
        Node[] left = [.. other.Conditions.Where(theirs => !conditions.Any(ours => ours is not Node.Words && Compare(ours, theirs).IsEqual))];
        if (left.Length == 1) conditions[open] = left[0];
        return conditions;
    }
}
