using Pure.Models;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Tensors;

namespace Pure.Cli.Bench;

/// <summary>Measures forward passes over whole rollouts: step rewards, and log-probabilities of a reference policy.</summary>
internal sealed class ScoringBench(BenchPlan plan, Lanes lanes)
{
    private ScoringOptions Options => new(lanes, plan.Compute.TokensPerMicroBatch);

    /// <summary>A process reward model over rollouts with prompts of their own, and over groups.</summary>
    public IEnumerable<BenchRow> Rewards()
    {
        using var model = new BenchModel(plan, labels: 2);
        using ProcessRewardModel reward = model.RewardModel();
        yield return Row("PRM scoring, own prompts", model.Rollouts(plan.Scored, 1), 1, 0, rollouts => reward.Score(rollouts, BenchModel.StepsOf(rollouts), Options));
        yield return Row($"PRM scoring, groups of {plan.Group}", model.Rollouts(Math.Max(1, plan.Scored / plan.Group), plan.Group), plan.Group, 0, rollouts => reward.Score(rollouts, BenchModel.StepsOf(rollouts), Options));
    }

    /// <summary>Log-probabilities of groups of rollouts.</summary>
    public BenchRow LogProbabilities(BenchModel model) =>
        Row($"log-probabilities, groups of {plan.Group}", model.Rollouts(Math.Max(1, plan.Scored / plan.Group), plan.Group), plan.Group, 1, rollouts =>
            TokenLogProbabilities.Score(model.Decoder, model.Weights, [.. rollouts.Select(r => TokenSequence.Of(r.PromptIds, r.ResponseIds))], Options));

    /// <summary>Operations are those that the task needs: the prompt of a group once.</summary>
    private BenchRow Row(string name, Rollout[] rollouts, int group, double projected, Action<Rollout[]> score)
    {
        double seconds = plan.Clock.Best(() => score(rollouts), plan.Seconds);
        double responses = rollouts.Length * (double)plan.ResponseTokens, prompts = rollouts.Length / group * (double)plan.PromptTokens;
        double seen = (rollouts.Length * ModelCost.Seen(plan.PromptTokens, plan.PromptTokens + plan.ResponseTokens)) + (rollouts.Length / group * ModelCost.Seen(0, plan.PromptTokens));
        double read = rollouts.Length * (double)(plan.PromptTokens + plan.ResponseTokens);
        return new BenchRow("scoring", name, seconds, read, "tokens", ModelCost.Forward(plan.Model, responses + prompts, seen, projected * responses));
    }
}
