// What a language model's replies mean to the reward agent (RewardAgent, arXiv 2502.19328). Each reader says what an unreadable reply
// counts for, because one will come.
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pure.Rewards.Agent;

/// <summary>Readers of replies.</summary>
public static class AgentReplies
{
    private const double Unreadable = 5;
    private static readonly Regex InBrackets = Pattern(@"\[\[(?<score>\d+)\]\]");
    private static readonly Regex InAngles = Pattern(@"<<(?<score>\d+)>>");

    /// <summary>Which checks an instruction needs: "[[A]]" asks for constraints, "[[B]]" for facts.</summary>
    public static AgentPlan Plan(string reply) =>
        new(Constraints: reply.Contains("[[A]]", StringComparison.Ordinal), Factuality: reply.Contains("[[B]]", StringComparison.Ordinal));

    /// <summary>Factuality of both answers: "[[k]]" and "&lt;&lt;k&gt;&gt;" out of ten; 0.5 where none can be read. Not limited to [0, 1]: a reply may say 0 or 11.</summary>
    public static (double A, double B) FactScores(string reply) => (Score(InBrackets, reply) / 10, Score(InAngles, reply) / 10);

    /// <summary>Whether a factuality reply has a score for each answer.</summary>
    public static bool HasFactScores(string reply) => InBrackets.IsMatch(reply) && InAngles.IsMatch(reply);

    /// <summary>Queries out of a reply that should be a Python list: the items of the text from its first '[' to its last ']', or the reply itself as the only query.</summary>
    public static IReadOnlyList<JsonNode?> Queries(string reply)
    {
        int from = reply.IndexOf('[', StringComparison.Ordinal), to = reply.LastIndexOf(']');
        return from >= 0 && from < to && PythonLiteral.TryReadList(reply[from..(to + 1)], out JsonArray list) && list.Count > 0
            ? [.. list.Select(item => item?.DeepClone())]
            : [JsonValue.Create(reply)];
    }

    /// <summary>The better of two answers: "A" before "B", "tie" when neither is named.</summary>
    public static string Verdict(string reply) =>
        reply.Contains("[[A]]", StringComparison.Ordinal) ? "A" : reply.Contains("[[B]]", StringComparison.Ordinal) ? "B" : "tie";

    /// <summary>The best of many answers, from 0: the smallest k in 0..99 that stands as "[[k]]", less one; <see langword="null"/> when none does. "[[0]]" gives -1, which names no answer.</summary>
    public static int? Index(string reply)
    {
        for (int k = 0; k < 100; k++)
        {
            if (reply.Contains(string.Create(CultureInfo.InvariantCulture, $"[[{k}]]"), StringComparison.Ordinal)) return k - 1;
        }

        return null;
    }

    private static double Score(Regex pattern, string reply)
    {
        Match match = pattern.Match(reply);
        if (!match.Success) return Unreadable;
        double value = 0;
        foreach (char digit in match.Groups["score"].Value) value = (value * 10) + CharUnicodeInfo.GetDecimalDigitValue(digit);
        return value;
    }

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);
}
