// The loop that all trainers of reward models share: phases one after the other, each with its own optimizer and its own order of rows;
// checkpoints within and behind them; and a stop and a resume anywhere that give the same numbers as no stop. What differs, the loss above
// all, is passed in.
using System.Diagnostics;
using Pure.Config;
using Pure.Data;
using Pure.Tensors;

namespace Pure.Training;

/// <summary>Runs the phases of a trainer.</summary>
/// <typeparam name="TPhase">Its phases.</typeparam>
/// <param name="config">Of the run.</param>
/// <param name="phases">In order.</param>
/// <param name="order">Names the order of rows, so that the seeds of different trainers are different.</param>
internal sealed class PhaseLoop<TPhase>(RewardConfig config, IReadOnlyList<TPhase> phases, string order)
    where TPhase : OptimizerOptions, IPhase
{
    /// <summary>How much of the average loss an update replaces.</summary>
    private const double AverageShare = 0.05;

    /// <summary>No phase ends early before this many updates, which its average loss needs to mean something.</summary>
    private const int LeastSteps = 20;

    /// <summary>The weights, updated in place.</summary>
    public required Weights Weights { get; init; }

    /// <summary>Which of them a phase trains, by their names.</summary>
    public required Func<TPhase, Func<string, bool>> Trains { get; init; }

    /// <summary>Number of rows of a phase, by its index.</summary>
    public required Func<int, int> Rows { get; init; }

    /// <summary>Makes one update.</summary>
    /// <returns>Its numbers, and the tokens that it read.</returns>
    public required Func<PhaseStep<TPhase>, (UpdateStatistics Statistics, int Tokens)> Update { get; init; }

    /// <summary>The average loss below which a phase ends early; 0 for never.</summary>
    public Func<TPhase, double> StopLoss { get; init; } = _ => 0;

    /// <summary>Measures on held-out rows, and adds the figures to the metrics of the last step; told whether the phase has ended. Null where nothing is held out.</summary>
    public Action<TPhase, bool>? Validate { get; init; }

    /// <summary>Steps of a phase between figures on held-out rows; 0 for its end alone.</summary>
    public int ValidateEvery { get; init; }

    /// <summary>Writes the model into a folder.</summary>
    public required Action<string> Write { get; init; }

    /// <summary>Trains from the session's position to the end of the last phase.</summary>
    /// <exception cref="RunFailedException">A loss or gradient is not finite.</exception>
    public void Run(TrainingSession session, CancellationToken cancel)
    {
        for (int phase = session.Start.Phase; phase < phases.Count; phase++) RunPhase(phase, session, cancel);
    }

    private void RunPhase(int index, TrainingSession session, CancellationToken cancel)
    {
        TPhase phase = phases[index];
        using var update = new WeightUpdate(Weights, Trains(phase), phase, config.Compute.MasterWeights);
        int before = phases.Take(index).Sum(p => p.MaxSteps);
        PhasePosition start = session.Start.Phase == index ? session.Start : new PhasePosition(index, 0, double.NaN);
        (int step, double average) = (start.Step, start.AverageLoss);
        if (session.Start.Phase == index) session.Restore(Weights, step > 0 ? update.Optimizer : null);
        bool learned = false;
        for (; step < phase.MaxSteps && !learned; step++)
        {
            if (cancel.IsCancellationRequested)
            {
                session.Save(before + step, Write, update.Optimizer, new PhasePosition(index, step, average));
                cancel.ThrowIfCancellationRequested();
            }

            average = Step(new PhaseStep<TPhase>(index, phase, step, before + step, RowsOf(index, step), LearningRate.At(phase, step, phase.MaxSteps), update), average, session);
            learned = StopLoss(phase) > 0 && step >= LeastSteps && average < StopLoss(phase);
            if (learned || step + 1 == phase.MaxSteps) continue;
            if (ValidateEvery > 0 && (step + 1) % ValidateEvery == 0) Validate?.Invoke(phase, false);
            if (session.IsSaveDue(before + step + 1, int.MaxValue)) session.Save(before + step + 1, Write, update.Optimizer, new PhasePosition(index, step + 1, average));
        }

        if (step > start.Step) Validate?.Invoke(phase, true);
        session.Save(before + step, Write, update.Optimizer, new PhasePosition(index + 1, 0, double.NaN));
    }

    private int[] RowsOf(int index, int step) =>
        BatchOrder.Of(SeedSequence.Derive(SeedSequence.Derive((ulong)config.Seed, order), (ulong)index), Rows(index), phases[index].BatchSize, step);

    /// <summary>One update, and its metrics.</summary>
    /// <returns>The running average of the loss.</returns>
    private double Step(PhaseStep<TPhase> at, double average, TrainingSession session)
    {
        long start = Stopwatch.GetTimestamp();
        (UpdateStatistics statistics, int tokens) = Apply(at);
        average = double.IsNaN(average) ? statistics.Loss : ((1 - AverageShare) * average) + (AverageShare * statistics.Loss);
        session.Log(at.GlobalStep + 1, new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["loss"] = statistics.Loss,
            ["loss/average"] = average,
            ["grad_norm"] = statistics.GradientNorm,
            ["learning_rate"] = statistics.LearningRate,
            ["phase"] = at.Index,
            ["num_tokens"] = tokens,
            ["step_time"] = Stopwatch.GetElapsedTime(start).TotalSeconds,
        });
        session.Report($"reward {at.Phase.Name}", at.Step + 1, at.Phase.MaxSteps, tokens, $"loss {average:F3}");
        return average;
    }

    private (UpdateStatistics Statistics, int Tokens) Apply(PhaseStep<TPhase> at)
    {
        try
        {
            return Update(at);
        }
        catch (NonFiniteException e)
        {
            throw new RunFailedException($"Step {at.GlobalStep + 1} (phase '{at.Phase.Name}', step {at.Step + 1}) was not applied: {e.Message}. Lower that phase's learning_rate, or look at its data.", e);
        }
    }
}
