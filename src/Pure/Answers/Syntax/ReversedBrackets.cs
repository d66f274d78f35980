namespace Pure.Answers.Syntax;

/// <summary>Open ends written as square brackets turned outwards, ]1, 2[, are made round ones.</summary>
internal static class ReversedBrackets
{
    /// <summary>Replaces them in the tokens of an answer.</summary>
    public static void Turn(List<MathToken> tokens)
    {
        for (int k = 0; k < tokens.Count; k++)
        {
            if (!IsSquare(tokens[k]) || !Opens(tokens, k) || Partner(tokens, k) is not { } end) continue;
            if (tokens[k].Is("]")) tokens[k] = tokens[k] with { Text = "(" };
            if (tokens[end].Is("[")) tokens[end] = tokens[end] with { Text = ")" };
            k = end;
        }
    }

    private static bool IsSquare(MathToken token) => token.Is("[") || token.Is("]");

    private static bool Opens(List<MathToken> tokens, int at) => at == 0
        || tokens[at - 1] is { Kind: MathTokenKind.Symbol, Text: "cup" or "cap" or "setminus" or "in" or "or" or "and" or "," or ";" or "=" or "{" };

    /// <summary>Where an interval that begins at a bracket ends: the next square bracket, with one comma between and an end behind.</summary>
    private static int? Partner(List<MathToken> tokens, int at)
    {
        int depth = 0, commas = 0;
        for (int k = at + 1; k < tokens.Count; k++)
        {
            if (tokens[k].Is("(") || tokens[k].Is("{")) depth++;
            else if (tokens[k].Is(")") || tokens[k].Is("}")) depth--;
            else if (depth == 0 && (tokens[k].Is(",") || tokens[k].Is(";"))) commas++;
            if (depth < 0) return null;
            if (!IsSquare(tokens[k])) continue;
            bool ends = tokens[k + 1].Kind == MathTokenKind.End || tokens[k + 1] is { Kind: MathTokenKind.Symbol, Text: "cup" or "cap" or "setminus" or "or" or "and" or "," or ";" or "." or "}" };
            return commas == 1 && depth == 0 && ends ? k : null;
        }

        return null;
    }
}
