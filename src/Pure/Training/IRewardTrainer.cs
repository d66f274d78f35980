using Pure.Data;

namespace Pure.Training;

/// <summary>Trains a reward model of some kind: <c>pure reward</c>. Its constructor loads model and data and checks them, before anything is written.</summary>
public interface IRewardTrainer : IDisposable
{
    /// <summary>What was read of each data file: told to the user, and known again when the run is resumed.</summary>
    IReadOnlyList<DatasetReport> Data => [];

    /// <summary>Figures on held-out data, one entry for each phase that ended in this process; the figures of all entries have the same names.</summary>
    IReadOnlyList<(string Phase, IReadOnlyList<KeyValuePair<string, double>> Figures)> Results { get; }

    /// <summary>How well the model's probabilities are calibrated on held-out data at the end; empty where a kind has no such table.</summary>
    IReadOnlyList<ReliabilityBin> Reliability => [];

    /// <summary>Trains from the session's position to the end.</summary>
    /// <exception cref="RunFailedException">A loss or gradient is not finite.</exception>
    void Run(TrainingSession session, CancellationToken cancel);
}
