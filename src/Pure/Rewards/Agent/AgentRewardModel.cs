// The reward agent in RL and search. The responses to one problem are judged together, since the factuality agent compares them. A group
// whose requests failed for good is missing as a whole.
using Pure.Models;
using Pure.Rewards.Preference;
using Pure.Rollouts;
using Pure.Rollouts.Remote;
using Pure.Text;

namespace Pure.Rewards.Agent;

/// <summary>Scores whole responses with the reward agent.</summary>
/// <param name="chat">The language model of all agents; disposed with this.</param>
/// <param name="agent">Judges.</param>
/// <param name="preference">The base reward model; disposed with this.</param>
/// <param name="tokenizer">Of those who wrote the responses.</param>
public sealed class AgentRewardModel(RemoteChat chat, RewardAgent agent, PreferenceRewardModel preference, Tokenizer tokenizer) : IRewardModel
{
    /// <inheritdoc/>
    public IReadOnlyList<ResponseReward> Score(IReadOnlyList<Rollout> rollouts, IReadOnlyList<Steps> steps, ScoringOptions options)
    {
        IReadOnlyList<ResponseReward> raw = preference.Score(rollouts, steps, options);
        ResponseReward[] rewards = [.. raw];
        Task.WhenAll(Enumerable.Range(0, rollouts.Count).Where(i => !raw[i].IsMissing).GroupBy(i => rollouts[i].ProblemId, StringComparer.Ordinal)
            .Select(group => JudgeAsync([.. group]))).GetAwaiter().GetResult();
        return rewards;

        async Task JudgeAsync(int[] group)
        {
            string instruction = tokenizer.Decode(rollouts[group[0]].PromptIds, skipSpecial: true);
            string[] answers = [.. group.Select(i => tokenizer.Decode(rollouts[i].ResponseIds, skipSpecial: true))];
            try
            {
                AgentVerdict verdict = await agent.JudgeAsync(instruction, answers, [.. group.Select(i => raw[i].Steps[^1])], CancellationToken.None).ConfigureAwait(false);
                for (int k = 0; k < group.Length; k++) rewards[group[k]] = AtEnd(verdict.Totals[k], steps[group[k]].Count);
            }
            catch (RemoteException e)
            {
                foreach (int i in group) rewards[i] = ResponseReward.MissingBecause($"{e.Message} ({chat.Failures})");
            }
        }
    }

    public void Dispose()
    {
        chat.Dispose();
        preference.Dispose();
    }

    private static ResponseReward AtEnd(double reward, int steps)
    {
        double[] rewards = new double[steps];
        rewards[^1] = reward;
        return new ResponseReward(rewards);
    }
}
