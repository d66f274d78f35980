// A verifier that writes (ThinkPRM, arXiv 2504.16828): it reviews a solution step by step, then the decision question is put and the
// probabilities of the two labels are compared. All chains of all solutions are sampled together, so that batches stay full. A chain
// whose request failed, or that does not fit the model, gives no verdict: it is missing, and never a number.
using Pure.Data;
using Pure.Models;
using Pure.Rollouts;
using Pure.Text;

namespace Pure.Rewards.Generative;

/// <summary>Verifies solutions.</summary>
/// <param name="model">Writes and judges.</param>
/// <param name="tokenizer">The model's own.</param>
/// <param name="format">Its texts.</param>
/// <param name="options">How much it thinks.</param>
public sealed class GenerativeVerifier(ILanguageModel model, Tokenizer tokenizer, VerificationFormat format, VerifierOptions options)
{
    /// <summary>Verifies solutions.</summary>
    /// <param name="solutions">Problems, each with the texts of its steps.</param>
    /// <returns>One entry a solution.</returns>
    public IReadOnlyList<Verification> Verify(IReadOnlyList<(string Problem, IReadOnlyList<string> Steps)> solutions)
    {
        if (options.Contradictions().FirstOrDefault() is { } wrong) throw new PureException(wrong);
        Thought[] thoughts = [.. solutions.SelectMany((solution, i) => Enumerable.Range(0, options.Chains).Select(k => new Thought(Prompt(solution.Problem, solution.Steps), solution.Steps.Count, $"{i}/{k}")))];
        for (int round = 0; round < options.Rounds; round++) Think(thoughts, round);
        VerificationChain[] chains = Decide(thoughts);
        return [.. chains.Chunk(options.Chains).Select(own => new Verification(VerdictScore.Mean(own.Select(c => c.Score)), own))];
    }

    /// <summary>One round of thinking of every chain that has not failed.</summary>
    private void Think(Thought[] thoughts, int round)
    {
        Thought[] going = [.. thoughts.Where(t => !t.Failed)];
        var sampling = new SamplingOptions(options.MaxCompletionLength, options.Temperature);
        ulong seed = SeedSequence.Derive(SeedSequence.Derive((ulong)options.Seed, "verification"), (ulong)round);
        IReadOnlyList<Rollout?> rollouts = going.Length == 0 ? [] : model.Continue([.. going.Select(t => new Prompt(t.Id, [.. t.Ids]))], sampling, seed);
        for (int i = 0; i < going.Length; i++)
        {
            if (rollouts[i] is not { } rollout)
            {
                going[i].Failed = true;
                continue;
            }

            (int[] ids, string text) = UpToStop(rollout, going[i].Steps);
            going[i].Add(ids, text, rollout.ResponseIds.Length, rollout.Finish == FinishReason.Length);
            if (round + 1 < options.Rounds && round < format.Rounds.Count) going[i].Add(tokenizer.Encode(format.Rounds[round]), format.Rounds[round], 0, false);
        }
    }

    /// <summary>Puts the question to every chain and compares the labels, each by its mean log-probability a token.</summary>
    private VerificationChain[] Decide(Thought[] thoughts)
    {
        int[] question = tokenizer.Encode(format.Close + format.Question, allowSpecial: true), yes = tokenizer.Encode(format.Yes), no = tokenizer.Encode(format.No);
        int[] asked = [.. Enumerable.Range(0, thoughts.Length).Where(i => !thoughts[i].Failed)];
        TokenSequence[] labels = [.. asked.SelectMany(i => new[] { yes, no }.Select(label => TokenSequence.Of([.. thoughts[i].Ids, .. question], label)))];
        IReadOnlyList<double?> scores = labels.Length == 0 ? [] : model.LogProbabilities(labels);
        var chains = new VerificationChain[thoughts.Length];
        Array.Fill(chains, VerificationChain.Failed);
        for (int k = 0; k < asked.Length; k++)
        {
            Thought thought = thoughts[asked[k]];
            IReadOnlyList<bool> verdicts = [.. format.Read(thought.Text).Take(thought.Steps)];
            double? right = scores[2 * k] / yes.Length, wrong = scores[(2 * k) + 1] / no.Length;
            double? score = right is { } r && wrong is { } w ? VerdictScore.Of(r, w, options.DecisionTemperature) : null;
            chains[asked[k]] = new VerificationChain(thought.Text, verdicts, score is null ? null : right - wrong, score, thought.Sampled, thought.IsCut);
        }

        return chains;
    }

    /// <summary>The prompt. The template may hold special tokens; problem and solution may not.</summary>
    private int[] Prompt(string problem, IReadOnlyList<string> steps)
    {
        var ids = new List<int>();
        foreach (string part in Parts(format.Prompt))
        {
            ids.AddRange(part switch
            {
                "{problem}" => tokenizer.Encode(problem),
                "{solution}" => tokenizer.Encode(format.Solution(steps)),
                _ => tokenizer.Encode(part, allowSpecial: true),
            });
        }

        return [.. ids];
    }

    private static IEnumerable<string> Parts(string template) =>
        template.Split("{problem}").SelectMany((part, i) => (i == 0 ? [] : new[] { "{problem}" }).Concat(part.Split("{solution}").SelectMany((inner, j) => j == 0 ? new[] { inner } : ["{solution}", inner])))
            .Where(part => part.Length > 0);

    /// <summary>What counts of a continuation: everything before the first text at which a chain ends.</summary>
    private (int[] Ids, string Text) UpToStop(Rollout rollout, int steps)
    {
        int[] ids = rollout.Finish == FinishReason.Stop ? rollout.ResponseIds[..^1] : rollout.ResponseIds;
        string text = tokenizer.Decode(ids);
        int end = format.Stops
            .Select(stop => text.IndexOf(stop.Replace("{next}", (steps + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal), StringComparison.Ordinal))
            .Where(at => at >= 0).DefaultIfEmpty(text.Length).Min();
        if (end == text.Length) return (ids, text);

        // The most tokens whose text lies before the end; what is left of the last one is encoded anew.
        int least = 0, most = ids.Length;
        while (least < most)
        {
            int middle = (least + most + 1) / 2;
            if (tokenizer.Decode(ids.AsSpan(..middle)).Length <= end) least = middle;
            else most = middle - 1;
        }

        string kept = tokenizer.Decode(ids.AsSpan(..least));
        return ([.. ids[..least], .. tokenizer.Encode(text[Math.Min(kept.Length, end)..end])], text[..end]);
    }

    /// <summary>A chain while it is being written.</summary>
    private sealed class Thought(int[] prompt, int steps, string id)
    {
        public List<int> Ids { get; } = [.. prompt];

        public int Steps => steps;

        public string Id => id;

        public string Text { get; private set; } = "";

        public int Sampled { get; private set; }

        public bool IsCut { get; private set; }

        public bool Failed { get; set; }

        public void Add(int[] ids, string text, int sampled, bool cut)
        {
            Ids.AddRange(ids);
            Text += text;
            Sampled += sampled;
            IsCut |= cut;
        }
    }
}
