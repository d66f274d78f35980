// Stages of the systems that learn from preference pairs. To tell one wrong line in a whole solution by a single number is learned in two
// phases, as the process reward model's two: first solutions of short problems with many errors, where what tells a pair apart is near; then
// whole ones, made up and the start policy's own. In one phase of whole solutions with an error or two, the loss stays near that of chance.
using System.Globalization;
using Pure.Cli.Demo;
using Pure.Config;
using Pure.Data;
using Pure.Data.Chain;

namespace Pure.Cli.Compare;

/// <summary>Pairs, and the models that learn from them.</summary>
internal static class PairStages
{
    private const int ShortProblems = 3;
    private const int ShortSteps = 400;
    private const int ShortBatch = 64;
    private const int WholeSteps = 250;
    private const int WholeBatch = 32;

    /// <summary>New layers of the models, as many as the process reward model has.</summary>
    private const int ExtraLayers = 1;

    /// <summary>Every so many of the problems that the start policy answered are held out.</summary>
    private const int HeldOutEvery = 8;

    /// <summary>Of made-up whole solutions: errors are rarer than in the process reward model's data, so that a pair cannot be told apart at a glance.</summary>
    private const double ErrorRate = 0.15;

    /// <summary>A preference reward model (Bradley and Terry).</summary>
    /// <returns>Its folder.</returns>
    public static string Preference(EmbeddedTask task) =>
        task.Train("preference", new PreferenceRewardOptions { ExtraLayers = ExtraLayers, Phases = Phases(task), Validation = HeldOut(task) }, ShortSteps + WholeSteps);

    /// <summary>An uncertain reward model (PURM), on the same pairs.</summary>
    /// <returns>Its folder.</returns>
    public static string Uncertain(EmbeddedTask task) =>
        task.Train("uncertain", new UncertainRewardOptions { ExtraLayers = ExtraLayers, Phases = Phases(task), Validation = HeldOut(task) }, ShortSteps + WholeSteps);

    /// <summary>What a model cost.</summary>
    public static IReadOnlyList<StageCost> Costs(EmbeddedTask task, string stage)
    {
        int pairs = Files(task).Sum(path => File.ReadLines(path).Count());
        return [task.Cost(stage, stage + " reward model", string.Create(CultureInfo.InvariantCulture, $"{pairs:N0} pairs"), OutcomeStages.SampledTokens(task))];
    }

    private static IReadOnlyList<PairPhase> Phases(EmbeddedTask task)
    {
        string[] files = Files(task);
        if (!File.Exists(files[0])) WriteMadeUp(task, files[0], ShortSteps * ShortBatch, i => task.Plan.Task with { Operations = 1 + (i % ShortProblems) }, task.Plan.Corruptor);
        if (!File.Exists(files[1])) WriteMadeUp(task, files[1], WholeSteps * WholeBatch / 2, _ => task.Plan.Task, task.Plan.Corruptor with { Rate = ErrorRate });
        if (!File.Exists(files[2])) ChainJsonLines.WritePreferences(files[2], Own(task, heldOut: false));
        return
        [
            Phase("short", [files[0]], ShortBatch, ShortSteps, 1e-3),
            Phase("whole", [files[1], files[2]], WholeBatch, WholeSteps, 7e-4),
        ];
    }

    private static PairPhase Phase(string name, string[] files, int batch, int steps, double learningRate) => new()
    {
        Name = name, Train = files, BatchSize = batch, MaxSteps = steps,
        LearningRate = learningRate, LrSchedulerType = LearningRateSchedule.Cosine, MinLrRatio = 0.1, WarmupSteps = 20,
    };

    private static string[] Files(EmbeddedTask task) => [.. new[] { "pairs-short", "pairs-whole", "pairs-own" }.Select(name => task.Folders.DataFile(name + ".jsonl"))];

    /// <summary>Held-out pairs of the start policy's own responses, which is what a model is asked about in RL.</summary>
    private static string HeldOut(EmbeddedTask task)
    {
        string path = task.Folders.DataFile("pairs-held-out.jsonl");
        if (!File.Exists(path)) ChainJsonLines.WritePreferences(path, Own(task, heldOut: true));
        return path;
    }

    private static void WriteMadeUp(EmbeddedTask task, string path, int count, Func<int, ChainTask> problem, CorruptorOptions errors)
    {
        ulong seed = SeedSequence.Derive((ulong)task.Seed, Path.GetFileName(path)), problems = SeedSequence.Derive(seed, "problems"), solutions = SeedSequence.Derive(seed, "solutions");
        ChainJsonLines.WritePreferences(path, Enumerable.Range(0, count).Select(i =>
            ChainPreference.Of(problem(i).Generate(SeedSequence.Derive(problems, (ulong)i)), errors, SeedSequence.Derive(solutions, (ulong)i))));
    }

    /// <summary>Of each problem, its right responses with as many of its wrong ones, by their answers alone.</summary>
    private static IEnumerable<ChainPreference> Own(EmbeddedTask task, bool heldOut) => OutcomeStages.Solutions(task)
        .Where((_, problem) => problem % HeldOutEvery == 0 == heldOut)
        .SelectMany(group => group.Where(IsRight).Zip(group.Where(s => !IsRight(s)), (right, wrong) => new ChainPreference(right, wrong)));

    private static bool IsRight(ChainSolution solution) => solution.Passed && solution.Finished;
}
