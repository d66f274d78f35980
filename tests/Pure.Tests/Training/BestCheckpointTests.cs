using Pure.Config;
using Pure.Runs;
using Pure.Training;

namespace Pure.Tests.Training;

public sealed class BestCheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pure-best").FullName;

    [Theory]
    [InlineData(true, 20)]
    [InlineData(false, 10)]
    public void The_best_is_found_among_the_checkpoints_and_kept(bool greater, int expected)
    {
        var checkpoints = new CheckpointFolders(_folder);
        var best = new BestCheckpoint(checkpoints, new CheckpointOptions { MetricForBest = "validation/auc", GreaterIsBetter = greater });
        foreach ((int step, double value) in new[] { (10, 0.5), (20, 0.9), (30, 0.9), (40, 0.7) })
        {
            Write(checkpoints, step, new MetricValue("validation/auc", value));
            best.Mark();
            checkpoints.Keep(1);
        }

        Assert.Equal(expected, checkpoints.Best()!.Step);
        Assert.Equal([expected, 40], checkpoints.List().Select(c => c.Step));
    }

    [Fact]
    public void A_kill_between_checkpoint_and_mark_is_made_good()
    {
        var checkpoints = new CheckpointFolders(_folder);
        Write(checkpoints, 10, new MetricValue("eval/pass@1", 0.1));
        Write(checkpoints, 20, new MetricValue("eval/pass@1", 0.4));
        Assert.Null(checkpoints.Best());

        new BestCheckpoint(checkpoints, new CheckpointOptions { MetricForBest = "eval/pass@1" }).Mark();

        Assert.Equal(20, checkpoints.Best()!.Step);
    }

    [Fact]
    public void A_metric_that_no_step_has_is_refused_with_the_nearest_name()
    {
        var best = new BestCheckpoint(new CheckpointFolders(_folder), new CheckpointOptions { MetricForBest = "validation/acu" });
        Assert.Null(best.Of(new Dictionary<string, double>(StringComparer.Ordinal) { ["validation/auc"] = 1, ["loss"] = 2 }));
        Assert.Contains("did you mean 'validation/auc'", Assert.Throws<PureException>(best.CheckName).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Write(CheckpointFolders checkpoints, int step, MetricValue metric) => checkpoints.Write(step, folder =>
    {
        string trainer = Directory.CreateDirectory(Path.Combine(folder, "trainer")).FullName;
        new TrainerState(step, 1, new PhasePosition(0, 0, double.NaN), null, metric).Write(Path.Combine(trainer, "state.json"));
    });
}
