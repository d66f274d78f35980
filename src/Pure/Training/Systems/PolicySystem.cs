// A way from rollouts to an update of the policy, as the RL loop (PolicyTrainer) sees it. The loop calls in this order:
//   Score -> Credit -> for each update: Loss -> Metrics
// What a system does not override is PURE's. A system with weights of its own updates them in Score, and saves them with Save.
using Pure.Config;
using Pure.Credit;
using Pure.Rewards;
using static TorchSharp.torch;

namespace Pure.Training.Systems;

/// <summary>A reward system in the RL loop.</summary>
public abstract class PolicySystem : IDisposable
{
    /// <summary>Rewards the rollouts. A system whose reward model learns online updates it here, before or after scoring.</summary>
    public abstract ScoredRollout[] Score(RolloutBatch batch);

    /// <summary>Turns rewards into advantages. A rollout whose mask is 0 everywhere takes no part in the update and costs nothing there.</summary>
    public abstract CreditResult Credit(IReadOnlyList<ScoredRollout> scored);

    /// <summary>Whether the policy is updated in a step; a system whose reward model must learn first says no.</summary>
    public virtual bool UpdatesPolicy(int step) => true;

    /// <summary>The loss of one micro-batch of tokens, a scalar to be added to those of the others.</summary>
    /// <param name="logProbabilities">(N), with gradient.</param>
    /// <param name="tokens">What else is known of the N tokens.</param>
    /// <param name="options">Clip range, divergence, entropy bonus.</param>
    /// <param name="entropies">(N) when an entropy bonus is set.</param>
    public virtual Tensor Loss(Tensor logProbabilities, PolicyTokens tokens, PolicyLossOptions options, Tensor? entropies) =>
        PolicyLoss.Of(logProbabilities, tokens, options, entropies);

    /// <summary>Numbers of the last step that only this system has.</summary>
    public virtual IReadOnlyDictionary<string, double> Metrics => new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Writes what an exact resume needs of this system into the checkpoint's folder <c>trainer/</c>.</summary>
    public virtual void Save(string folder)
    {
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public virtual void Restore(string folder)
    {
    }

    /// <summary>Frees weights that can be read again, while the policy is updated.</summary>
    public virtual void ReleaseIdle()
    {
    }

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
