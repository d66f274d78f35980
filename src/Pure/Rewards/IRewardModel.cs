// What every reward model is to those who use it: rollouts go in, rewards of their steps come out. How it was trained, what it reads and
// where it runs is its own affair.
using Pure.Models;
using Pure.Rollouts;

namespace Pure.Rewards;

/// <summary>Scores responses. Does not change while it scores, so that the same rollouts get the same rewards.</summary>
public interface IRewardModel : IDisposable
{
    /// <summary>Scores every response.</summary>
    /// <param name="rollouts">The responses.</param>
    /// <param name="steps">Their steps, in the same order.</param>
    /// <param name="options">How the work is cut.</param>
    /// <returns>One entry a response, in the same order. A response that could not be scored is <see cref="ResponseReward.Missing"/>, never a made-up number.</returns>
    IReadOnlyList<ResponseReward> Score(IReadOnlyList<Rollout> rollouts, IReadOnlyList<Steps> steps, ScoringOptions options);

    /// <summary>Frees weights that can be read again, until the next use.</summary>
    void Release()
    {
    }
}
