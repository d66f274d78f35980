using Pure.Runs;

namespace Pure.Tests.Runs;

public sealed class AtomicFolderTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    [Fact]
    public void A_folder_appears_with_everything_in_it_and_not_before()
    {
        string final = _temporary["a/step"];
        AtomicFolder.Write(final, folder =>
        {
            Assert.False(Directory.Exists(final));
            Directory.CreateDirectory(Path.Combine(folder, "trainer"));
            File.WriteAllText(Path.Combine(folder, "trainer", "state"), "1");
            File.WriteAllText(Path.Combine(folder, "model"), "2");
        });
        Assert.Equal("1", File.ReadAllText(Path.Combine(final, "trainer", "state")));
        Assert.Equal(["step"], Names("a"));
    }

    [Fact]
    public void A_folder_is_replaced_as_a_whole()
    {
        AtomicFolder.Write(_temporary["step"], folder => File.WriteAllText(Path.Combine(folder, "old"), ""));
        AtomicFolder.Write(_temporary["step"], folder => File.WriteAllText(Path.Combine(folder, "new"), ""));
        Assert.Equal(["new"], Names("step"));
        Assert.Equal(["step"], Names(""));
    }

    [Fact]
    public void When_writing_fails_nothing_appears_and_the_old_folder_stays()
    {
        AtomicFolder.Write(_temporary["step"], folder => File.WriteAllText(Path.Combine(folder, "old"), ""));
        Assert.Throws<InvalidDataException>(() => AtomicFolder.Write(_temporary["step"], folder =>
        {
            File.WriteAllText(Path.Combine(folder, "new"), "");
            throw new InvalidDataException();
        }));
        Assert.Equal(["old"], Names("step"));
        Assert.Equal(["step"], Names(""));
    }

    [Fact]
    public void A_full_disk_ends_the_run_with_a_sentence_and_earlier_checkpoints_stay()
    {
        AtomicFolder.Write(_temporary["step"], folder => File.WriteAllText(Path.Combine(folder, "old"), ""));
        var failed = Assert.Throws<RunFailedException>(() => AtomicFolder.Write(_temporary["step"], _ =>
        {
            // The device that always answers "no space left", through the same system calls as a real disk.
            using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write);
            full.Write(new byte[100]);
            full.Flush();
        }));
        Assert.Contains("the disk is full", failed.Message, StringComparison.Ordinal);
        Assert.Contains("Everything saved before it is untouched.", failed.Message, StringComparison.Ordinal);
        Assert.Equal(["old"], Names("step"));
        Assert.Equal(["step"], Names(""));
    }

    [Fact]
    public void What_a_crash_left_is_cleared_or_put_back()
    {
        // Killed while writing; killed between the two renames of a replacement; killed while deleting what was replaced, and while
        // deleting.
        Make("step-000001.partial-9-x/half");
        Make("step-000002.replaced-9-x/whole");
        Make("step-000003.replaced-9-x/old");
        Make("step-000003/new");
        Make("step-000004.deleted-9-x/half");
        File.WriteAllText(_temporary["latest.partial-9-x"], "");
        var checkpoints = new CheckpointFolders(_temporary.Path);
        Assert.Equal(["step-000002", "step-000003"], Names(""));
        Assert.Equal(["whole"], Names("step-000002"));
        Assert.Equal(["new"], Names("step-000003"));
        Assert.Equal(3, checkpoints.Newest()!.Step);
    }

    [Fact]
    public void A_file_is_replaced_as_a_whole_and_stays_when_writing_fails()
    {
        string file = _temporary["f"];
        AtomicFile.WriteText(file, "one");
        AtomicFile.WriteText(file, "two");
        Assert.Throws<RunFailedException>(() => AtomicFile.Write(file, stream =>
        {
            stream.Write("thr"u8);
            throw new IOException("device gone");
        }));
        Assert.Equal("two", File.ReadAllText(file));
        Assert.Equal(["f"], Names(""));
    }

    public void Dispose() => _temporary.Dispose();

    private string[] Names(string folder) => [.. Directory.GetFileSystemEntries(_temporary[folder]).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private void Make(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_temporary[file])!);
        File.WriteAllText(_temporary[file], "");
    }
}
