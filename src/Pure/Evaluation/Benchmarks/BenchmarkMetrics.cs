// The numbers of a benchmark from its records:
//
//   pass@1 (greedy)   share of problems whose most likely response is right: what papers print
//   avg@n             mean over problems of the share of n samples that are right
//   pass@k            chance that one of k samples is right, unbiased (arXiv 2107.03374)
//   maj@n             the answer most samples give; weighted by the samples' scores, or by their worst step's
//   best@n            the answer of the sample with the best score
using Pure.Answers;
using Pure.Evaluation.Statistics;
using Pure.Rewards;
using Pure.Search;

namespace Pure.Evaluation.Benchmarks;

/// <summary>Computes metrics.</summary>
public static class BenchmarkMetrics
{
    /// <summary>The report of one benchmark.</summary>
    /// <param name="name">The benchmark.</param>
    /// <param name="records">Its records.</param>
    /// <param name="ks">The k of pass@k; those above the number of samples are left out.</param>
    /// <param name="profile">Decides which reference answers can be graded.</param>
    /// <param name="aggregation">How step scores weigh a vote.</param>
    public static BenchmarkReport Of(string name, IReadOnlyList<ProblemRecord> records, IReadOnlyList<int> ks, AnswerProfile profile, Aggregation aggregation)
    {
        ProblemRecord[] counted = [.. records.Where(record => !IsGoldUngradable(record, profile))];
        if (counted.Length == 0) throw new PureException($"No reference answer of '{name}' can be graded under the profile '{profile.Name}'. Check its field 'answer'.");
        var metrics = new List<KeyValuePair<string, Estimate>>();
        void Add(string metric, Estimate value) => metrics.Add(KeyValuePair.Create(metric, value));

        if (counted.All(record => record.Greedy is not null)) Add("pass@1 (greedy)", Share(counted, record => record.Greedy!.IsRight));
        int samples = counted.Min(record => record.Samples.Count);
        if (samples > 0)
        {
            Add($"avg@{samples}", Estimate.MeanShare([.. counted.Select(record => record.Samples.Average(s => s.IsRight ? 1.0 : 0))]));
            foreach (int k in ks.Where(k => k > 1 && k <= samples).Distinct().Order())
                Add($"pass@{k}", Estimate.MeanShare([.. counted.Select(record => PassAtK.Of(record.Samples.Count, record.Samples.Count(s => s.IsRight), k))]));
        }

        if (samples > 1) AddVotes(counted, samples, aggregation, Add);
        AddQuality(counted, Add);
        return new BenchmarkReport(name, counted.Length, records.Count - counted.Length, metrics);
    }

    private static void AddVotes(ProblemRecord[] records, int samples, Aggregation aggregation, Action<string, Estimate> add)
    {
        string?[][] keys = [.. records.Select(record => record.Samples.Select(s => s.Answer is null ? null : AnswerGrader.CanonicalKey(s.Answer)).ToArray())];
        Vote($"maj@{samples}", p => AnswerVote.Majority(keys[p]));
        if (!records.All(record => record.Samples.All(s => s.StepScores is not null))) return;
        Vote($"maj@{samples} (PRM-weighted)", p => AnswerVote.Weighted(keys[p], Scores(records[p], aggregation)));
        Vote($"maj@{samples} (min-weighted)", p => AnswerVote.Weighted(keys[p], Scores(records[p], Aggregation.Min)));
        Vote($"best@{samples} (PRM)", p => AnswerVote.Best(Scores(records[p], aggregation), i => keys[p][i] is not null && records[p].Samples[i].Finished));

        void Vote(string metric, Func<int, int?> choose) =>
            add(metric, Estimate.Share(Enumerable.Range(0, records.Length).Count(p => choose(p) is { } winner && records[p].Samples[winner].IsRight), records.Length));
    }

    private static void AddQuality(ProblemRecord[] records, Action<string, Estimate> add)
    {
        EvaluatedResponse[][] all = [.. records.Select(record => record.Samples.Count > 0 ? record.Samples.ToArray() : [record.Greedy!])];
        Share("finished", response => response.Finished);
        Share("no answer", response => response.Answer is null);
        Share("ungradable", response => response.Verdict == AnswerVerdict.Ungradable);
        add("tokens", Estimate.Mean([.. all.Select(responses => responses.Average(r => (double)r.Tokens))]));

        void Share(string metric, Func<EvaluatedResponse, bool> holds) => add(metric, Estimate.MeanShare([.. all.Select(responses => responses.Average(r => holds(r) ? 1.0 : 0))]));
    }

    /// <summary>A response without scores, because the reward model could not score it, weighs nothing.</summary>
    private static double[] Scores(ProblemRecord record, Aggregation aggregation) =>
        [.. record.Samples.Select(s => s.StepScores!.Length > 0 ? StepAggregation.Of(s.StepScores, aggregation) : 0)];

    private static Estimate Share(ProblemRecord[] records, Func<ProblemRecord, bool> yes) => Estimate.Share(records.Count(yes), records.Length);

    private static bool IsGoldUngradable(ProblemRecord record, AnswerProfile profile) => AnswerGrader.Grade(record.Gold, record.Gold, profile).GoldUngradable;
}
