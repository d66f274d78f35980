// Which checkpoint is best. Each checkpoint carries its own figure, and the best is found among those that exist: no state of its
// own that a kill between two writes could leave behind. Keep spares the best, so it is the best of the whole run.
using Pure.Config;
using Pure.Runs;

namespace Pure.Training;

/// <summary>Marks the best checkpoint by a metric.</summary>
/// <param name="checkpoints">The run's checkpoints.</param>
/// <param name="options">The metric, if any.</param>
internal sealed class BestCheckpoint(CheckpointFolders checkpoints, CheckpointOptions options)
{
    private readonly SortedSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Points <c>best</c> at the best checkpoint there is; the earliest of equals.</summary>
    public void Mark()
    {
        if (options.MetricForBest is null) return;
        (Checkpoint Checkpoint, double Value)? best = null;
        foreach (Checkpoint checkpoint in checkpoints.List())
        {
            if (TrainerState.Read(Path.Combine(checkpoint.Path, "trainer", "state.json")).Metric is not { } metric || metric.Name != options.MetricForBest) continue;
            if (best is null || (options.GreaterIsBetter ? metric.Value > best.Value.Value : metric.Value < best.Value.Value)) best = (checkpoint, metric.Value);
        }

        if (best is { } found && checkpoints.Best()?.Step != found.Checkpoint.Step) checkpoints.MarkBest(found.Checkpoint.Step);
    }

    /// <summary>The figure of a checkpoint that is written now; <see langword="null"/> when its step has none.</summary>
    /// <param name="metrics">Metrics of the step; none when nothing was logged since the last checkpoint.</param>
    public MetricValue? Of(IReadOnlyDictionary<string, double>? metrics)
    {
        if (options.MetricForBest is not { } name || metrics is null) return null;
        _seen.UnionWith(metrics.Keys);
        return metrics.TryGetValue(name, out double value) && double.IsFinite(value) ? new MetricValue(name, value) : null;
    }

    /// <summary>Checks, after a checkpoint is written, that its metric exists at all.</summary>
    /// <exception cref="PureException">No step has such a metric.</exception>
    public void CheckName()
    {
        if (options.MetricForBest is not { } name || _seen.Count == 0 || _seen.Contains(name)) return;

        // Held-out figures are made in some steps only, so their absence says nothing before there are any.
        if (IsHeldOut(name) && !_seen.Any(IsHeldOut)) return;
        string nearest = NearestName.Of(name, _seen) is { } near ? $"; did you mean '{near}'?" : $". There are {string.Join(", ", _seen.Where(m => m.Contains('/', StringComparison.Ordinal)).Take(12))}";
        throw new PureException($"checkpoints.metric_for_best is '{name}', and no step that was saved has this metric{nearest} Let held-out figures be made at every checkpoint, or name another metric; 'checkpoints' may be changed with --resume.");
    }

    private static bool IsHeldOut(string metric) => metric.StartsWith("eval/", StringComparison.Ordinal) || metric.StartsWith("validation/", StringComparison.Ordinal);
}
