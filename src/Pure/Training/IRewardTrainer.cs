namespace Pure.Training;

/// <summary>Trains a reward model of some kind: <c>pure reward</c>. Its constructor loads model and data and checks them, before anything is written.</summary>
public interface IRewardTrainer : IDisposable
{
    /// <summary>Figures on held-out data, one entry for each phase that ended in this process; the figures of all entries have the same names.</summary>
    IReadOnlyList<(string Phase, IReadOnlyList<KeyValuePair<string, double>> Figures)> Results { get; }

    /// <summary>Trains from the session's position to the end.</summary>
    /// <exception cref="RunFailedException">A loss or gradient is not finite.</exception>
    void Run(TrainingSession session, CancellationToken cancel);
}
