using Pure.Runs;

namespace Pure.Tests.Runs;

public sealed class CheckpointFoldersTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    private CheckpointFolders Checkpoints => new(_temporary["checkpoints"]);

    [Fact]
    public void A_run_without_checkpoints_has_none()
    {
        Assert.Empty(Checkpoints.List());
        Assert.Null(Checkpoints.Newest());
        Assert.Null(Checkpoints.Best());
    }

    [Fact]
    public void Checkpoints_are_listed_by_step_also_beyond_six_digits()
    {
        foreach (int step in (int[])[20, 1_000_000, 999_999, 0]) Write(step);
        Directory.CreateDirectory(_temporary["checkpoints/step-x"]);
        Assert.Equal([0, 20, 999_999, 1_000_000], Checkpoints.List().Select(checkpoint => checkpoint.Step));
        Assert.Equal(_temporary["checkpoints/step-000020"], Checkpoints.PathOf(20));
        Assert.Equal(1_000_000, Checkpoints.Newest()!.Step);
    }

    [Fact]
    public void The_newest_are_kept_and_the_best()
    {
        foreach (int step in (int[])[10, 20, 30, 40]) Write(step);
        Checkpoints.MarkBest(10);
        Checkpoints.MarkBest(20);
        Checkpoints.Keep(1);
        Assert.Equal([20, 40], Checkpoints.List().Select(checkpoint => checkpoint.Step));
        Assert.Equal(20, Checkpoints.Best()!.Step);
        Checkpoints.Keep(0);
        Assert.Equal(2, Checkpoints.List().Count);
    }

    [Fact]
    public void Links_point_into_the_run_folder_wherever_it_is_moved()
    {
        Write(10);
        Write(20);
        Checkpoints.MarkBest(10);
        Directory.Move(_temporary["checkpoints"], _temporary["moved"]);
        Assert.Equal("20", File.ReadAllText(_temporary["moved/latest/model"]));
        Assert.Equal("10", File.ReadAllText(_temporary["moved/best/model"]));
        Assert.Equal(10, new CheckpointFolders(_temporary["moved"]).Best()!.Step);
    }

    [Fact]
    public void Only_a_checkpoint_that_exists_can_be_best() => Assert.Throws<ArgumentException>(() => Checkpoints.MarkBest(3));

    public void Dispose() => _temporary.Dispose();

    private void Write(int step) => Checkpoints.Write(step, folder => File.WriteAllText(Path.Combine(folder, "model"), $"{step}"));
}
