using System.Diagnostics;

namespace Pure.EndToEnd.Tests;

/// <summary>A process that is told to load libtorch from a folder of the user's.</summary>
public sealed class OtherLibTorchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pure-libtorch").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_folder_is_used_and_the_weights_are_the_same()
    {
        string other = Directory.CreateDirectory(Path.Combine(_folder, "lib")).FullName;
        foreach (string file in Directory.GetFiles(AppContext.BaseDirectory, "*.so*").Where(f => Path.GetFileName(f) is "libc10.so" or "libtorch.so" or "libtorch_cpu.so" || f.Contains("libgomp", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(other, Path.GetFileName(file)));
        Assert.Equal((0, ""), Run(null, "init", "--like", "tiny", "--out", Path.Combine(_folder, "packaged")));
        Assert.Equal((0, ""), Run(other, "init", "--like", "tiny", "--out", Path.Combine(_folder, "other")));
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder, "packaged", "model.safetensors")), File.ReadAllBytes(Path.Combine(_folder, "other", "model.safetensors")));
    }

    [Fact]
    public void A_folder_that_cannot_be_used_is_refused_in_one_sentence()
    {
        string absent = Path.Combine(_folder, "absent"), wrong = Directory.CreateDirectory(Path.Combine(_folder, "wrong")).FullName;
        Refuses(absent, "is not a folder");
        Refuses(_folder, "has no libc10.so");
        foreach (string part in (string[])["libc10.so", "libtorch.so"]) File.Copy(Path.Combine(AppContext.BaseDirectory, part), Path.Combine(wrong, part));
        File.WriteAllText(Path.Combine(wrong, "libtorch_cpu.so"), "no library");
        Refuses(wrong, "does not load");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "libc10.so"), Path.Combine(wrong, "libtorch_cpu.so"), overwrite: true);
        Refuses(wrong, "libtorch of before 2.7");
    }

    private void Refuses(string folder, string expected)
    {
        (int code, string error) = Run(folder, "init", "--like", "tiny", "--out", Path.Combine(_folder, "none"));
        Assert.Equal(2, code);
        Assert.Contains("PURE_LIBTORCH", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private static (int Code, string Error) Run(string? libtorch, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Pure.Cli.dll"), .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["PURE_LIBTORCH"] = libtorch;
        start.Environment["COLUMNS"] = "1000";
        using Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? "" : error.Replace('\n', ' '));
    }
}
