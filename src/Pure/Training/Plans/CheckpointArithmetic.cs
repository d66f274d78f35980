using Pure.Config;

namespace Pure.Training.Plans;

/// <summary>What checkpoints cost.</summary>
internal static class CheckpointArithmetic
{
    /// <summary>A sentence, and a problem when the disk is too small.</summary>
    /// <param name="config">The run.</param>
    /// <param name="steps">Its steps.</param>
    /// <param name="bytes">Size of one checkpoint.</param>
    /// <param name="problems">Takes the problem.</param>
    public static string Describe(RunConfig config, int steps, long bytes, ProblemList problems)
    {
        CheckpointOptions options = config.Checkpoints;
        int made = options.SaveSteps > 0 ? (int)Math.Ceiling((double)steps / options.SaveSteps) : 1;
        int kept = options.SaveTotalLimit > 0 ? Math.Min(made, options.SaveTotalLimit + (options.MetricForBest is null ? 0 : 1)) : made;

        // While one is written the old ones are still there.
        long needed = bytes * (kept + (made > kept ? 1 : 0)), free = WritableFolder.FreeSpace(config.OutputDir);
        if (needed > free)
            problems.Add($"checkpoints: {kept} checkpoints of {Words.Size(bytes)} need {Words.Size(needed)} with the one that is being written, and the disk of '{config.OutputDir}' has {Words.Size(free)} free. Free some space, lower save_total_limit, or choose another output_dir.");
        string how = options.SaveSteps > 0 ? $"every {Words.Count(options.SaveSteps)} steps" : "at the end alone";
        return $"Checkpoints {how}: {Words.Count(made)} of {Words.Size(bytes)} each, {Words.Count(kept)} kept; at most {Words.Size(needed)} of disk, {Words.Size(free)} free.";
    }
}
