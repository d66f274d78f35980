// Compares two answers by the facts (RewardAgent, arXiv 2502.19328, section 3.3): difference, queries, evidence, verdict. Where the
// answers do not contradict each other there is nothing to look up: both get 0.5, while the published code goes through all the steps.
// Scores are limited to [0, 1]; an unreadable verdict is 0.5 for both and counted.
using System.Text.Json.Nodes;
using Pure.Data;
using Pure.Rollouts.Remote;

namespace Pure.Rewards.Agent;

/// <summary>Scores answers by how factual they are.</summary>
/// <param name="chat">Finds differences and judges.</param>
/// <param name="evidence">What is known.</param>
/// <param name="queries">Queries that are looked up for one pair.</param>
public sealed class FactualityAgent(RemoteChat chat, IEvidenceSource evidence, int queries)
{
    private int _unreadable;

    /// <summary>Verdicts that could not be read so far.</summary>
    public int Unreadable => _unreadable;

    /// <summary>Scores every answer: each of the chosen pairs is compared, and an answer's score is the mean over its pairs.</summary>
    /// <param name="instruction">What was asked.</param>
    /// <param name="answers">At least two.</param>
    /// <param name="seed">Chooses as many pairs as there are answers, where there are more.</param>
    /// <param name="cancel">Ends the requests.</param>
    public async Task<double[]> ScoreAsync(string instruction, IReadOnlyList<string> answers, ulong seed, CancellationToken cancel)
    {
        (int First, int Second)[] pairs = Pairs(answers.Count, seed);
        (double A, double B)[] scores = await Task.WhenAll(pairs.Select(pair => CompareAsync(instruction, answers[pair.First], answers[pair.Second], cancel))).ConfigureAwait(false);
        return FactualityScores.Mean(answers.Count, [.. pairs.Zip(scores, (pair, score) => (pair.First, pair.Second, score.A, score.B))]);
    }

    /// <summary>Compares two answers.</summary>
    public async Task<(double A, double B)> CompareAsync(string instruction, string first, string second, CancellationToken cancel)
    {
        if (first == second) return (0.5, 0.5);
        string differences = await chat.AskAsync(AgentPrompts.Difference(first, second), 256, cancel).ConfigureAwait(false);
        if (IsEmptyList(differences)) return (0.5, 0.5);
        IReadOnlyList<JsonNode?> found = AgentReplies.Queries(await chat.AskAsync(AgentPrompts.Queries(instruction, differences), 256, cancel).ConfigureAwait(false));
        string[] evidences = await Task.WhenAll(found.Take(queries).Select(query => evidence.FindAsync(query?.ToString() ?? "", cancel))).ConfigureAwait(false);
        string verdict = await chat.AskAsync(AgentPrompts.Check(instruction, first, second, string.Join("\n\n", evidences.Where(e => e.Length > 0))), 512, cancel).ConfigureAwait(false);
        if (!AgentReplies.HasFactScores(verdict))
        {
            Interlocked.Increment(ref _unreadable);
            return (0.5, 0.5);
        }

        (double a, double b) = AgentReplies.FactScores(verdict);
        return (Math.Clamp(a, 0, 1), Math.Clamp(b, 0, 1));
    }

    /// <summary>All pairs where there are no more than answers, otherwise as many as answers, drawn without replacement so that every answer is in one.</summary>
    internal static (int First, int Second)[] Pairs(int answers, ulong seed)
    {
        (int, int)[] all = [.. Enumerable.Range(0, answers).SelectMany(i => Enumerable.Range(i + 1, answers - i - 1).Select(j => (i, j)))];
        if (all.Length <= answers) return all;

        // A ring over the answers in random order: n pairs, and each answer is in two of them.
        int[] order = SeedSequence.Permutation(seed, answers);
        return [.. order.Select((answer, k) => order[(k + 1) % answers] is var next && answer < next ? (answer, next) : (next, answer))];
    }

    private static bool IsEmptyList(string reply)
    {
        int from = reply.IndexOf('[', StringComparison.Ordinal), to = reply.LastIndexOf(']');
        return from >= 0 && from < to && PythonLiteral.TryReadList(reply[from..(to + 1)], out JsonArray list) && list.Count == 0;
    }
}
