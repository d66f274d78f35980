// Reading a model folder into memory, in the type it is computed with. The first reading comes from the disk or from what the system
// still has of the files in memory, as it happens; the later ones from memory, so that what is left is copying and conversion.
using Pure.Models;
using Pure.Tensors;

namespace Pure.Cli.Bench;

/// <summary>Measures how long a model folder takes to load.</summary>
internal static class LoadingBench
{
    /// <summary>The first reading, and the fastest of the later ones; nothing where a plan has no folder.</summary>
    public static IEnumerable<BenchRow> Measure(BenchPlan plan)
    {
        if (plan.Folder is not { } folder) yield break;
        double bytes = Directory.EnumerateFiles(folder, "*.safetensors").Sum(file => (double)new FileInfo(file).Length);
        double before = plan.Clock.Now();
        Read();
        yield return Row("weights, first reading", plan.Clock.Now() - before);
        yield return Row("weights, read again", plan.Clock.Best(Read, plan.Seconds));

        void Read()
        {
            using Weights weights = ModelFolder.ReadWeights(folder, plan.Model, plan.Place);
        }

        BenchRow Row(string name, double seconds) => new("loading", name, seconds, bytes / 1e6, "MB");
    }
}
