// Stages of the systems whose labels come from completions: one set of counts, sampled once, and a reward model for each kind of label.
using System.Globalization;
using Pure.Cli.Demo;
using Pure.Cli.Training;
using Pure.Config;
using Pure.Data;
using Pure.Data.Chain;
using Pure.Rewards;
using Pure.Rewards.Labels;
using Pure.Runs;
using Pure.Tensors;
using Pure.Training.Labels;

namespace Pure.Cli.Compare;

/// <summary>Counts, labels and models.</summary>
internal static class MonteCarloStages
{
    private const int Problems = 512;
    private const int Solutions = 4;
    private const int Completions = 8;
    private const int Epochs = 8;
    private const int Batch = 32;

    /// <summary>A reward model trained on one kind of label.</summary>
    /// <returns>Its folder.</returns>
    public static string Model(EmbeddedTask task, LabelKind kind, double eta = 1)
    {
        string counts = Counts(task), name = Name(kind);
        string labels = task.Folders.DataFile($"labels-{name}.jsonl");
        if (!File.Exists(labels))
        {
            // Wrong solutions end at their first pit, as PAV prescribes for values. Behind it every label is 0 whatever the step does, which
            // teaches that a solution is lost and not which step is wrong. For values the bare prompt is labelled too.
            IReadOnlyList<SolutionCounts> all = [.. SolutionCounts.Read(counts).Select(LabelledPrefixes.UpToFirstPit)];
            AtomicFile.Write(labels, file => LabelFile.Write(file, all, s => StepLabels.Of(s, kind, eta), asTruth: kind == LabelKind.Hard, kind == LabelKind.Soft ? s => StepLabels.OfRoot(s, kind, eta) : null));
        }

        int steps = Problems * Solutions / Batch * Epochs;
        return task.Train("reward-" + name, new ProcessRewardOptions
        {
            ExtraLayers = 1,
            StepInput = StepInput.AsSampled,
            Phases =
            [
                new RewardPhase
                {
                    Name = "labels",
                    Train = [labels],
                    BatchSize = Batch,
                    MaxSteps = steps,
                    ExtraLabelTokens = 1,
                    BalanceLabels = kind == LabelKind.Soft,
                    LearningRate = 1e-3,
                    LrSchedulerType = LearningRateSchedule.Cosine,
                    MinLrRatio = 0.1,
                    WarmupSteps = 20,
                },
            ],
        }, steps);
    }

    /// <summary>What the labels and the model of a kind cost. The counts are shared by all kinds.</summary>
    public static IReadOnlyList<StageCost> Costs(EmbeddedTask task, LabelKind kind)
    {
        var progress = LabelProgress.Read(CountsFile(task));
        return
        [
            task.Cost("reward-" + Name(kind), Name(kind), string.Create(CultureInfo.InvariantCulture, $"{progress.Statistics.Completions:N0} completions from {progress.Statistics.Prefixes:N0} prefixes"), progress.Statistics.Tokens),
        ];
    }

    private static string Name(LabelKind kind) => kind.ToString().ToLowerInvariant();

    private static string CountsFile(EmbeddedTask task) => task.Folders.DataFile("counts.jsonl");

    private static string Counts(EmbeddedTask task)
    {
        string problems = task.Folders.DataFile("label-problems.jsonl");
        if (!File.Exists(problems))
        {
            ChainJsonLines.WritePrompts(problems, task.Plan.Task.Generate(SeedSequence.Derive((ulong)task.Seed, "label problems"), Problems)
                .Select((problem, i) => problem.ToProblem($"label-{i}")));
        }

        var settings = new LabelSettings(task.Policy, problems, "{problem}", "\n", "#",
            new MonteCarloOptions(Solutions, Completions, task.Plan.MaxTokens, 1, SeedSequence.Derive((ulong)task.Seed, "labels")));
        using Lanes lanes = Compute.Open(DemoConfigs.Compute);
        LabelRun.Make(settings, CountsFile(task), (lanes, DemoConfigs.Compute.MaxDecodeRows, null), task.Progress, task.Cancel);
        return CountsFile(task);
    }
}
