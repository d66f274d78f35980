using Pure.Credit;
using Pure.Runs;

namespace Pure.Cli.Views;

/// <summary>Where <c>pure credit</c> reads rollouts: a file of JSON Lines, or what a run has written.</summary>
internal static class CreditSource
{
    private const string RolloutsName = "rollouts.db";

    /// <summary>Reads the rollouts.</summary>
    /// <param name="path">A file of JSON Lines, a run folder, or its <c>rollouts.db</c>.</param>
    /// <param name="step">Training step to show of a run; its last one when <see langword="null"/>.</param>
    /// <param name="rewardMin">Smallest step reward that is allowed.</param>
    /// <param name="rewardMax">Largest step reward that is allowed.</param>
    /// <exception cref="PureException">There is nothing to read, or it is wrong.</exception>
    public static IReadOnlyList<CreditRecord> Read(string path, int? step, double rewardMin, double rewardMax)
    {
        if (Directory.Exists(path)) path = Path.Combine(path, RolloutsName);
        if (Path.GetExtension(path) == ".db") return ReadRun(path, step);
        return step is null ? CreditFile.Read(path, rewardMin, rewardMax) : throw new PureException("--step belongs to a run folder; a file of JSON Lines is one batch. Leave it out.");
    }

    private static IReadOnlyList<CreditRecord> ReadRun(string path, int? step)
    {
        using RolloutStore store = RolloutStore.OpenToRead(path);
        IReadOnlyList<int> steps = store.StepsWithRollouts();
        if (steps.Count == 0) throw new PureException($"'{path}' holds no rollouts yet. Wait for the run's first step.");
        int shown = step ?? steps[^1];
        if (!steps.Contains(shown)) throw new PureException($"'{path}' has no rollouts of step {shown}; it has {steps.Count} steps from {steps[0]} to {steps[^1]}. Choose one of them with --step.");
        return [.. store.Read(shown, shown).Select((logged, i) => new CreditRecord(i + 1, logged.PromptText, [.. logged.StepTexts], null, CreditInput.From(logged.Scored)))];
    }
}
