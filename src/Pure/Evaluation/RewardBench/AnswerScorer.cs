// One score for an answer from a reward model of any kind: the answer is encoded as it would have been sampled, cut into steps, and the
// rewards of its steps are aggregated. A model that gives one reward an answer has it at the last step.
using Pure.Evaluation.Benchmarks;
using Pure.Models;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Text;

namespace Pure.Evaluation.RewardBench;

/// <summary>Scores answers to prompts.</summary>
/// <param name="model">The reward model.</param>
/// <param name="tokenizer">Its tokenizer.</param>
/// <param name="template">The prompt; <c>{problem}</c> stands for what was asked.</param>
/// <param name="separators">Tokens that end a step.</param>
/// <param name="aggregation">How step rewards become one score.</param>
public sealed class AnswerScorer(IRewardModel model, Tokenizer tokenizer, BenchmarkPrompt template, IReadOnlySet<int> separators, Aggregation aggregation)
{
    /// <summary>Scores answers.</summary>
    /// <param name="answers">Prompts and answers.</param>
    /// <param name="options">How the work is cut.</param>
    /// <returns>One score each; NaN, which wins nothing, where the model could not score.</returns>
    public double[] Score(IReadOnlyList<(string Prompt, string Answer)> answers, ScoringOptions options)
    {
        Rollout[] rollouts = [.. answers.Select((a, i) => ToRollout(a.Prompt, a.Answer, i))];
        Steps[] steps = [.. rollouts.Select(r => Steps.Of(r.ResponseIds, separators))];
        return [.. model.Score(rollouts, steps, options).Select(reward => reward.IsMissing || reward.Steps.Length == 0 ? double.NaN : StepAggregation.Of(reward.Steps, aggregation))];
    }

    private Rollout ToRollout(string prompt, string answer, int index)
    {
        int[] ids = [.. tokenizer.Encode(answer), tokenizer.EndOfSequence];
        return new Rollout($"answer-{index}", 0, template.Encode(tokenizer, prompt), ids, new float[ids.Length], FinishReason.Stop, 0, 0);
    }
}
