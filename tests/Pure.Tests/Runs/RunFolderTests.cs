using System.Text.Json;
using Pure.Config;
using Pure.Runs;
using Pure.Tests.Config;

namespace Pure.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private static readonly SampleConfig Config = new() { OutputDir = "/x", RunName = "first" };
    private static readonly RunEnvironment Surroundings = RunEnvironment.Capture(7, 2, 1, new Dictionary<string, string>(StringComparer.Ordinal) { ["libtorch"] = "2.10.0" });

    private readonly TemporaryFolder _temporary = new();

    private string Folder => _temporary["runs/a"];

    [Fact]
    public void A_new_run_is_described_by_its_configuration_and_surroundings()
    {
        using RunFolder folder = Open(RunStart.New, Config);
        Assert.Equal(ConfigFile.Write(Config), File.ReadAllText(folder.ConfigPath));
        JsonElement start = JsonDocument.Parse(File.ReadAllText(folder.EnvironmentPath)).RootElement.GetProperty("starts")[0];
        Assert.Equal(7, start.GetProperty("seed").GetInt32());
        Assert.Equal(2, start.GetProperty("lanes").GetInt32());
        Assert.False(start.GetProperty("resumed").GetBoolean());
        Assert.Equal("2.10.0", start.GetProperty("versions").GetProperty("libtorch").GetString());
        Assert.False(string.IsNullOrEmpty(start.GetProperty("versions").GetProperty("pure").GetString()));
        Assert.False(string.IsNullOrEmpty(start.GetProperty("cpu").GetString()));
        Assert.True(start.GetProperty("memory_bytes").GetInt64() > 0);
        Assert.True(RunFolder.HoldsRun(Folder));
    }

    [Fact]
    public void A_folder_with_a_run_is_not_written_to_unless_asked()
    {
        Open(RunStart.New, Config).Dispose();
        string same = Refused(RunStart.New, Config);
        Assert.Contains("already holds a run, with the same configuration. Use --resume", same, StringComparison.Ordinal);
        string other = Refused(RunStart.New, Config with { Seed = 1 });
        Assert.Contains("already holds a run, with another configuration:\n  seed: 42 there, 1 here\nUse --overwrite", other, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_is_resumed_with_its_own_configuration_only()
    {
        Open(RunStart.New, Config).Dispose();
        string refused = Refused(RunStart.Resume, Config with { Seed = 1, MaxSteps = 500, Lora = new() { Rank = 2 } });
        Assert.Contains("  seed: 42 there, 1 here", refused, StringComparison.Ordinal);
        Assert.Contains("Only max_steps, lora may change.", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("max_steps:", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("lora.rank:", refused, StringComparison.Ordinal);

        using RunFolder folder = Open(RunStart.Resume, Config with { MaxSteps = 500 });
        Assert.Contains("max_steps: 500", File.ReadAllText(folder.ConfigPath), StringComparison.Ordinal);
        JsonElement starts = JsonDocument.Parse(File.ReadAllText(folder.EnvironmentPath)).RootElement.GetProperty("starts");
        Assert.Equal([false, true], starts.EnumerateArray().Select(start => start.GetProperty("resumed").GetBoolean()));
    }

    [Fact]
    public void A_configuration_made_in_code_is_resumed_like_one_that_was_read()
    {
        SampleConfig relative = Config with { OutputDir = "runs/a" };
        Open(RunStart.New, relative).Dispose();
        using RunFolder folder = Open(RunStart.Resume, relative);
        Assert.Contains($"output_dir: {System.IO.Path.GetFullPath("runs/a")}", File.ReadAllText(folder.ConfigPath), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_run_there_is_nothing_to_resume()
    {
        Assert.Contains("There is no run in", Refused(RunStart.Resume, Config), StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(Folder, "checkpoints"));
        Assert.Contains("has no config.yaml", Refused(RunStart.Resume, Config), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(Folder, "config.yaml"), "other_command: 3\n");
        Assert.Contains("cannot read: it is another command's", Refused(RunStart.Resume, Config), StringComparison.Ordinal);
    }

    [Fact]
    public void Overwriting_removes_the_run_and_nothing_else()
    {
        Open(RunStart.New, Config).Dispose();
        Directory.CreateDirectory(Path.Combine(Folder, "checkpoints", "step-000001"));
        File.WriteAllText(Path.Combine(Folder, "metrics.jsonl"), "{}");
        File.WriteAllText(Path.Combine(Folder, "notes.txt"), "mine");
        using RunFolder folder = Open(RunStart.Overwrite, Config with { Seed = 5 });
        Assert.Contains("seed: 5", File.ReadAllText(folder.ConfigPath), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.CheckpointsPath));
        Assert.False(File.Exists(folder.MetricsPath));
        Assert.True(File.Exists(Path.Combine(Folder, "notes.txt")));
        Assert.Equal(1, JsonDocument.Parse(File.ReadAllText(folder.EnvironmentPath)).RootElement.GetProperty("starts").GetArrayLength());
    }

    [Fact]
    public void One_run_is_written_by_one_process()
    {
        using (Open(RunStart.New, Config))
        {
            Assert.Contains("Another process is writing", Refused(RunStart.Resume, Config), StringComparison.Ordinal);
            Assert.Contains("Another process is writing", Refused(RunStart.Overwrite, Config), StringComparison.Ordinal);
        }

        Open(RunStart.Resume, Config).Dispose();
    }

    [Fact]
    public void A_place_that_cannot_take_the_run_is_found_before_it_starts()
    {
        File.WriteAllText(_temporary["file"], "");
        Assert.Contains("is a file", Assert.Throws<PureException>(() => Open(_temporary["file"], RunStart.New, Config)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be made", Assert.Throws<PureException>(() => Open(_temporary["file/below"], RunStart.New, Config)).Message, StringComparison.Ordinal);
        var greedy = new RunOptions { NeededBytes = long.MaxValue };
        Assert.Contains("free, and this run needs", Assert.Throws<PureException>(() => RunFolder.Open(Folder, Config, greedy, Surroundings)).Message, StringComparison.Ordinal);
        Assert.False(RunFolder.HoldsRun(Folder));
    }

    [Fact]
    public void Checkpoints_that_are_there_count_towards_the_room_that_is_needed()
    {
        Open(RunStart.New, Config).Dispose();
        Directory.CreateDirectory(Path.Combine(Folder, "checkpoints", "step-000001", "trainer"));
        Directory.CreateSymbolicLink(Path.Combine(Folder, "checkpoints", "latest"), "step-000001");

        // A file with a length and no blocks: larger than whatever is free.
        const long Length = 1L << 40;
        using (FileStream file = File.Create(Path.Combine(Folder, "checkpoints", "step-000001", "trainer", "optimizer.safetensors"))) file.SetLength(Length);
        Assert.Equal(Length, DiskSpace.Used(Path.Combine(Folder, "checkpoints")));
        long needed = DiskSpace.Free(Folder) + (Length / 2);
        foreach (RunStart start in new[] { RunStart.Resume, RunStart.Overwrite })
            RunFolder.Open(Folder, Config, new RunOptions { Start = start, NeededBytes = needed }, Surroundings).Dispose();
        Assert.Equal(0, DiskSpace.Used(Path.Combine(Folder, "checkpoints")));
        Assert.Contains("for its checkpoints", Assert.Throws<PureException>(() => RunFolder.Open(Folder, Config, new RunOptions { Start = RunStart.Resume, NeededBytes = needed }, Surroundings)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "1 kB")]
    [InlineData(999_999, "1000 kB")]
    [InlineData(4_170_000, "4.2 MB")]
    [InlineData(15_400_000, "15 MB")]
    [InlineData(2_960_000_000, "3.0 GB")]
    public void Room_is_said_in_the_unit_that_shows_it(long bytes, string words) => Assert.Equal(words, DiskSpace.Words(bytes));

    public void Dispose() => _temporary.Dispose();

    private static RunFolder Open(string folder, RunStart start, SampleConfig config) =>
        RunFolder.Open(folder, config, new RunOptions { Start = start, ResumableKeys = ["max_steps", "lora"] }, Surroundings);

    private RunFolder Open(RunStart start, SampleConfig config) => Open(Folder, start, config);

    private string Refused(RunStart start, SampleConfig config) => Assert.Throws<PureException>(() => Open(start, config)).Message;
}
