// The parts of a benchmark one after another. Before each part memory that earlier ones left free goes back to the system, so that the
// peak of a part is what a run of that part alone would need.
using Pure.Tensors;
using Pure.Training.Plans;

namespace Pure.Cli.Bench;

/// <summary>Takes the measurements of a plan.</summary>
/// <param name="plan">What is measured.</param>
/// <param name="lanes">Where it is computed.</param>
/// <param name="parts">Names of <see cref="Parts"/>.</param>
/// <param name="tell">Told what comes next.</param>
internal sealed class BenchRun(BenchPlan plan, Lanes lanes, IReadOnlyCollection<string> parts, Action<string> tell)
{
    /// <summary>What can be measured.</summary>
    public static readonly IReadOnlyList<string> Parts = ["loading", "sampling", "scoring", "training", "rl"];

    private readonly List<BenchRow> _rows = [];

    private readonly Dictionary<string, long> _peaks = new(StringComparer.Ordinal);

    /// <summary>The machine's ceilings first, then each part.</summary>
    public BenchResult Measure()
    {
        tell("the machine");
        var machine = new MachineBench(plan, lanes);
        (MachineCeilings ceilings, List<BenchRow> rows) = machine.Measure();
        _rows.AddRange(rows);
        Part("loading", () => LoadingBench.Measure(plan));
        Part("sampling", () => WithModel(model => new SamplingBench(model, lanes, machine).Measure(tell)));
        Part("scoring", () => [.. WithModel(model => [new ScoringBench(plan, lanes).LogProbabilities(model)]), .. new ScoringBench(plan, lanes).Rewards()]);
        Part("training", () => WithModel(model => new TrainingBench(model, lanes).Measure()));
        Part("rl", () => WithModel(model => new RlBench(model, lanes).Measure()));
        return new BenchResult(plan, ceilings, _rows, _peaks);
    }

    private void Part(string name, Func<IEnumerable<BenchRow>> measure)
    {
        if (!parts.Contains(name, StringComparer.Ordinal)) return;
        tell(name);
        MachineMemory.ForgetPeak();
        List<BenchRow> rows = [.. measure()];
        _rows.AddRange(rows);
        if (rows.Count > 0) _peaks[name] = MachineMemory.Peak();
    }

    private List<BenchRow> WithModel(Func<BenchModel, IEnumerable<BenchRow>> measure)
    {
        using var model = new BenchModel(plan);
        return [.. measure(model)];
    }
}
