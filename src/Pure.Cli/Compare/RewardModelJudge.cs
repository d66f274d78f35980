// Judges reward models on their own: do they tell right steps from wrong ones, and do they pick right responses? The same responses for
// every model of a seed, sampled once, with exact labels by the task's checker. What was judged is kept beside the seed's runs.
using System.Text.Json;
using Pure.Cli.Demo;
using Pure.Cli.Training;
using Pure.Config;
using Pure.Data;
using Pure.Data.Chain;
using Pure.Evaluation.ProcessBench;
using Pure.Models;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Runs;
using Pure.Search;
using Pure.Tensors;
using Pure.Training;
using Pure.Training.Systems;

namespace Pure.Cli.Compare;

/// <summary>Judges the reward models of one seed.</summary>
internal sealed class RewardModelJudge(EmbeddedTask task) : IDisposable
{
    private const int Problems = 128;
    private readonly Lanes _lanes = Compute.Open(DemoConfigs.Compute);
    private Responses? _responses;

    /// <summary>Judges a model, or reads what was found before.</summary>
    public Judgement Judge(JudgedModel model)
    {
        string path = Path.Combine(task.Folders.Root, $"judgement-{model.Key}.json");
        if (File.Exists(path)) return JsonSerializer.Deserialize<Judgement>(File.ReadAllText(path))!;
        task.Progress(new RunProgress($"judging {model.Name}", 0, 0));
        Responses all = _responses ??= Sample();
        using IRewardModel opened = RewardSystems.Models.Make(model.Source(task), new RewardModelContext(all.Policy.Tokenizer, "\n"));
        IReadOnlyList<ResponseReward> rewards = opened.Score(all.Rollouts, all.Steps, new ScoringOptions(_lanes, DemoConfigs.Compute.TokensPerMicroBatch));
        Judgement judgement = Of(model, all, rewards);
        AtomicFile.WriteText(path, JsonSerializer.Serialize(judgement));
        return judgement;
    }

    public void Dispose()
    {
        _responses?.Policy.Dispose();
        _lanes.Dispose();
    }

    private static Judgement Of(JudgedModel model, Responses all, IReadOnlyList<ResponseReward> rewards)
    {
        var steps = new List<(double P, int Label)>();
        double[]?[] read = [.. rewards.Select((r, i) => r.IsMissing ? null : Labelled(r.Steps, all.Checked[i]))];
        for (int i = 0; i < read.Length; i++)
        {
            int first = all.Checked[i].FirstError;
            for (int j = 0; j < (read[i]?.Length ?? 0) && (first < 0 || j <= first); j++) steps.Add((read[i]![j], j == first ? 0 : 1));
        }

        double[] scores = [.. rewards.Select(r => r.IsMissing ? double.NegativeInfinity : model.Score(r.Steps))];
        return new Judgement(model.Name, model.OfResponses ? null : StepClassificationQuality.AreaUnderCurve(steps), model.OfResponses ? null : F1(read, all),
            PerProblem(k => AnswerVote.Best(scores[k]) is { } best && all.IsRight(k.Start.Value + best)),
            all.Checked.Average(c => c.Passed && c.Finished ? 1.0 : 0.0),
            PerProblem(k => AnswerVote.Majority(all.Answers[k]) is { } most && all.IsRight(k.Start.Value + most)),
            PerProblem(k => Enumerable.Range(k.Start.Value, Judgement.Samples).Any(all.IsRight)),
            rewards.Average(r => r.IsMissing ? 1.0 : 0.0));
    }

    /// <summary>Each half of the problems at the threshold that is best on the other half.</summary>
    private static double F1(double[]?[] read, Responses all)
    {
        int half = read.Length / 2;
        (double[][] Scores, int[] Labels) Part(int start, int end)
        {
            int[] rows = [.. Enumerable.Range(start, end - start).Where(i => read[i] is { Length: > 0 })];
            return ([.. rows.Select(i => read[i]!)], [.. rows.Select(i => all.Checked[i].FirstError)]);
        }

        var first = Part(0, half);
        var second = Part(half, read.Length);
        double Across((double[][] Scores, int[] Labels) chosenOn, (double[][] Scores, int[] Labels) measuredOn) =>
            ThresholdChoice.At(measuredOn.Scores, measuredOn.Labels, ThresholdChoice.Best(chosenOn.Scores, chosenOn.Labels, Quantiles(chosenOn.Scores)).Threshold).F1;
        return (Across(first, second) + Across(second, first)) / 2;
    }

    /// <summary>Thresholds at equal shares of the scores: as fine as the choice needs, whatever the model's range.</summary>
    private static double[] Quantiles(double[][] scores)
    {
        double[] sorted = [.. scores.SelectMany(s => s).Order()];
        return [.. Enumerable.Range(0, 201).Select(i => sorted[i * (sorted.Length - 1) / 200]).Distinct()];
    }

    /// <summary>The rewards of the steps that the checker judged; it leaves out what stands behind the end of a solution.</summary>
    private static double[] Labelled(double[] rewards, ChainSolution solution) => rewards[..Math.Min(rewards.Length, solution.Steps.Count)];

    private static double PerProblem(Func<Range, bool> isRight) =>
        Enumerable.Range(0, Problems).Average(p => isRight((p * Judgement.Samples)..((p + 1) * Judgement.Samples)) ? 1.0 : 0.0);

    private Responses Sample()
    {
        ChainProblem[] problems = [.. task.Plan.Task.Generate(SeedSequence.Derive(0, "judging problems"), Problems)];
        var policy = Policy.Load(task.Policy);
        var generator = new LocalGenerator(policy.Decoder, _lanes, policy.Tokenizer.EndOfSequence, DemoConfigs.Compute.MaxDecodeRows);
        var request = new GenerationRequest([.. problems.Select((p, i) => new Prompt($"judging-{i}", policy.Tokenizer.Encode(p.Prompt)))], Judgement.Samples, SeedSequence.Derive((ulong)task.Seed, "judging"));
        IReadOnlyList<Rollout> rollouts = generator.Generate(policy.Weights, request, new SamplingOptions(task.Plan.MaxTokens));
        IReadOnlySet<int> separators = policy.Tokenizer.IdsEndingWith("\n");
        return new Responses(policy, rollouts, [.. rollouts.Select(r => Steps.Of(r.ResponseIds, separators))],
            [.. rollouts.Select((r, i) => ChainChecker.Check(problems[i / Judgement.Samples], ResponseDecoding.TextOf(r, policy.Tokenizer), r.Finish == FinishReason.Stop))]);
    }

    /// <summary>The responses that every model of this seed is judged on.</summary>
    private sealed record Responses(Policy Policy, IReadOnlyList<Rollout> Rollouts, Steps[] Steps, ChainSolution[] Checked)
    {
        public string?[] Answers { get; } = [.. Checked.Select(c => c.Finished ? c.Answer?.ToString(System.Globalization.CultureInfo.InvariantCulture) : null)];

        public bool IsRight(int i) => Checked[i].Passed && Checked[i].Finished;
    }
}
