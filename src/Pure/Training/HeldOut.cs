// Tries held-out problems with the policy as it stands: pass@1 at the training temperature and, optionally, greedily. The
// seeds are the same at every evaluation, so that two evaluations differ by the policy alone.
using Pure.Data;
using Pure.Rewards;
using Pure.Rollouts;

namespace Pure.Training;

/// <summary>Measures accuracy on held-out problems.</summary>
/// <param name="policy">The policy.</param>
/// <param name="generator">Samples from it.</param>
/// <param name="answers">Checks final answers.</param>
public sealed class HeldOut(Policy policy, LocalGenerator generator, AnswerReward answers)
{
    /// <summary>Answers every problem once by sampling and, if asked, once greedily.</summary>
    /// <param name="problems">Problems with answers.</param>
    /// <param name="seed">Seed of the samples.</param>
    /// <param name="sampling">Length limit and temperature.</param>
    /// <param name="greedy">Whether to take the most likely responses too.</param>
    /// <param name="cancel">Stops between tokens.</param>
    public HeldOutResult Try(IReadOnlyList<Problem> problems, ulong seed, SamplingOptions sampling, bool greedy, CancellationToken cancel)
    {
        var request = new GenerationRequest([.. problems.Select(p => new Prompt(p.Id, p.Encode(policy.Tokenizer)))], 1, seed);
        IReadOnlyList<Rollout> sampled = generator.Generate(policy.Weights, request, sampling, cancel);
        IReadOnlyList<Rollout> best = greedy ? generator.Generate(policy.Weights, request, sampling with { Temperature = 0 }, cancel) : [];
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["eval/pass@1"] = Accuracy(problems, sampled),
            ["eval/finished"] = sampled.Average(r => r.Finish == FinishReason.Stop ? 1.0 : 0.0),
            ["eval/mean_length"] = sampled.Average(r => (double)r.ResponseIds.Length),
        };
        if (greedy) metrics["eval/greedy"] = Accuracy(problems, best);
        return new HeldOutResult(problems, sampled, best, metrics);
    }

    private double Accuracy(IReadOnlyList<Problem> problems, IReadOnlyList<Rollout> rollouts) =>
        rollouts.Select((r, i) => answers.Of(ResponseDecoding.TextOf(r, policy.Tokenizer), r.Finish == FinishReason.Stop, problems[i].Answer) ?? 0).Average();
}
