using Pure.Config;
using Pure.Rewards;

namespace Pure.Cli.Compare;

/// <summary>A reward model that is judged before it trains anything. Systems that share a model are judged once.</summary>
/// <param name="Key">Names the model.</param>
/// <param name="Name">In tables.</param>
/// <param name="Source">Trains it if it is not trained yet.</param>
internal sealed record JudgedModel(string Key, string Name, Func<EmbeddedTask, RewardModelSource> Source)
{
    /// <summary>How step rewards become the score of a response in best-of-n.</summary>
    public Func<double[], double> Score { get; init; } = rewards => rewards.Min();

    /// <summary>Whether it rewards a response as a whole, so that nothing can be said about its steps.</summary>
    public bool OfResponses { get; init; }
}
