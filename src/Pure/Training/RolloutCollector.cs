// The rollouts of a step: problems are chosen, answered and checked. With a prompt filter, problems whose responses are all alike are
// replaced by further ones until the step is full (PRIME, arXiv 2502.01456, section 3; DAPO, arXiv 2503.14476). Without one, the problems of
// a step are a function of seed and step; with one, also of how many were drawn before, which a checkpoint therefore holds.
using System.Globalization;
using Pure.Config;
using Pure.Credit.Prime;
using Pure.Data;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Training.Signals;

namespace Pure.Training;

/// <summary>Samples responses and checks their answers.</summary>
/// <param name="config">The configuration.</param>
/// <param name="problems">All problems.</param>
/// <param name="policy">The policy; its weights as they stand are used.</param>
/// <param name="generator">Samples.</param>
/// <param name="answers">Checks final answers.</param>
internal sealed class RolloutCollector(RlConfig config, IReadOnlyList<Problem> problems, Policy policy, LocalGenerator generator, AnswerReward answers)
{
    private const string State = "prompts_drawn";
    private readonly Prompt[] _prompts = [.. problems.Select(p => new Prompt(p.Id, p.Encode(policy.Tokenizer)))];
    private readonly ulong _seed = (ulong)config.Seed;
    private long _drawn;

    /// <summary>All prompts as ids.</summary>
    public IReadOnlyList<Prompt> Prompts => _prompts;

    /// <summary>The rollouts of a step.</summary>
    /// <exception cref="GuardException">The prompt filter left nothing.</exception>
    public CollectedRollouts Collect(int step)
    {
        RlOptions rl = config.Rl;
        if (rl.PromptFilter is { } filter) return Fill(step, filter);
        return Sample(step, BatchOrder.Distinct(SeedSequence.Derive(_seed, "prompts"), problems.Count, rl.PromptsPerStep, step));
    }

    /// <summary>Writes how far the problems were drawn.</summary>
    public void Save(string folder)
    {
        if (config.Rl.PromptFilter is not null) File.WriteAllText(Path.Combine(folder, State), _drawn.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Restore(string folder)
    {
        string path = Path.Combine(folder, State);
        if (config.Rl.PromptFilter is null) return;
        if (!File.Exists(path)) throw new PureException($"The checkpoint has no '{path}', so it was saved by a run without rl.prompt_filter. Choose another output_dir.");
        _drawn = long.Parse(File.ReadAllText(path), CultureInfo.InvariantCulture);
    }

    private CollectedRollouts Fill(int step, PromptFilterOptions options)
    {
        var filter = new PromptFilter(options.MinAccuracy, options.MaxAccuracy, options.DropTruncated);
        int k = config.Rl.NumGenerations, asked = 0, rounds = 0;
        var asking = new HashSet<int>();
        var kept = new List<(Rollout Rollout, ResponseText Text, double? Outcome)>();
        var counts = new SortedDictionary<string, double>(StringComparer.Ordinal);
        long tokens = 0;
        for (; rounds < options.MaxRounds && kept.Count < config.Rl.PromptsPerStep * k; rounds++)
        {
            int[] chosen = Draw(config.Rl.PromptsPerStep - (kept.Count / k), asking);
            if (chosen.Length == 0) break;
            asked += chosen.Length;
            CollectedRollouts round = Sample(step, chosen);
            foreach ((string name, double value) in round.Metrics) counts[name] = counts.GetValueOrDefault(name) + value;
            tokens += round.Rollouts.Sum(r => (long)r.ResponseIds.Length + r.PromptIds.Length);
            for (int first = 0; first < round.Rollouts.Count; first += k)
            {
                int[] group = [.. Enumerable.Range(first, k)];
                if (group.Any(i => round.Outcomes[i] is null)) continue;  // a reference that cannot be graded
                if (filter.Keeps([.. group.Select(i => round.Outcomes[i]!.Value)], group.Count(i => round.Rollouts[i].Finish == FinishReason.Length)))
                    kept.AddRange(group.Select(i => (round.Rollouts[i], round.Texts[i], round.Outcomes[i])));
            }
        }

        if (kept.Count == 0)
            throw new GuardException($"In step {step + 1} none of {asked} problems had a mean outcome within rl.prompt_filter [{options.MinAccuracy}, {options.MaxAccuracy}], so there was nothing to learn from. The policy solves all of them or none: choose other problems, or widen the band.");
        return new CollectedRollouts([.. kept.Select(x => x.Rollout)], [.. kept.Select(x => x.Text)], [.. kept.Select(x => x.Outcome)], new SortedDictionary<string, double>(counts, StringComparer.Ordinal)
        {
            ["prompt_filter/kept_ratio"] = (double)kept.Count / k / asked,
            ["prompt_filter/rounds"] = rounds,
            ["prompt_filter/fill_ratio"] = (double)kept.Count / k / config.Rl.PromptsPerStep,
            ["prompt_filter/sampled_tokens"] = tokens,
        });
    }

    /// <summary>The next problems of the order, none twice in a step.</summary>
    private int[] Draw(int count, HashSet<int> asking)
    {
        ulong order = SeedSequence.Derive(_seed, "prompts");
        var chosen = new List<int>();
        while (chosen.Count < count && asking.Count < problems.Count)
        {
            long pass = _drawn / problems.Count;
            int[] permutation = SeedSequence.Permutation(SeedSequence.Derive(order, (ulong)pass), problems.Count);
            for (int at = (int)(_drawn % problems.Count); at < problems.Count && chosen.Count < count; at++, _drawn++)
            {
                if (asking.Add(permutation[at])) chosen.Add(permutation[at]);
            }
        }

        return [.. chosen];
    }

    /// <summary>Asks some problems. The group of a problem shares one pass over its prompt.</summary>
    private CollectedRollouts Sample(int step, int[] chosen)
    {
        RlOptions rl = config.Rl;
        Problem[] asked = [.. chosen.Select(i => problems[i])];
        ulong seed = SeedSequence.Derive(SeedSequence.Derive(_seed, "rollouts"), (ulong)step);
        var request = new GenerationRequest([.. chosen.Select(i => _prompts[i])], rl.NumGenerations, seed, step * rl.UpdatesPerStep);
        IReadOnlyList<Rollout> rollouts = generator.Generate(policy.Weights, request, new SamplingOptions(rl.MaxCompletionLength, rl.Temperature));
        ResponseText[] texts = [.. rollouts.Select((r, i) => Text(r, asked[i / rl.NumGenerations]))];
        AnswerCheck[] checks = [.. rollouts.Select((r, i) => answers.Check(texts[i].Response, r.Finish == FinishReason.Stop, asked[i / rl.NumGenerations].Answer))];
        return new CollectedRollouts(rollouts, texts, [.. checks.Select(check => check.Reward)], AnswerCheck.Counts(checks).ToDictionary(StringComparer.Ordinal));
    }

    private ResponseText Text(Rollout rollout, Problem problem)
    {
        string response = ResponseDecoding.TextOf(rollout, policy.Tokenizer);
        return new ResponseText(problem.Text, response, answers.Extract(response) is not null);
    }
}
