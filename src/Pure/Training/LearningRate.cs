using Pure.Config;

namespace Pure.Training;

/// <summary>The learning rate of each update: linear warm-up from 0, then constant, or falling to a fraction of itself.</summary>
public static class LearningRate
{
    /// <summary>The rate of an update.</summary>
    /// <param name="options">Peak, shape and warm-up.</param>
    /// <param name="step">Update, from 0.</param>
    /// <param name="total">Number of updates planned; the fall ends there.</param>
    public static double At(OptimizerOptions options, int step, int total)
    {
        if (step < options.WarmupSteps) return options.LearningRate * (step + 1) / options.WarmupSteps;
        double progress = Math.Clamp((step - options.WarmupSteps) / (double)Math.Max(1, total - options.WarmupSteps), 0, 1);
        double remaining = options.LrSchedulerType switch
        {
            LearningRateSchedule.Linear => 1 - progress,
            LearningRateSchedule.Cosine => 0.5 * (1 + Math.Cos(Math.PI * progress)),
            _ => 1,
        };
        return options.LearningRate * (options.MinLrRatio + ((1 - options.MinLrRatio) * remaining));
    }
}
