using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Pure.Rewards.Agent.Sandbox;

namespace Pure.Tests.Rewards.Agent;

/// <summary>What generated code must not be able to do. Skipped, and said so, where the machine cannot isolate; code is then refused anyway.</summary>
public sealed class CodeSandboxTests
{
    private static readonly Lazy<(CodeSandbox? Sandbox, string Why)> Opened = new(Open);

    [Fact]
    public void A_check_runs_and_says_yes_or_no()
    {
        var check = new GeneratedCheck(Sandbox(), "import re\ndef check_following(response):\n    return len(re.findall(r'\\w+', response)) <= 3");
        Assert.Equal((true, ""), check.Run("one two three"));
        Assert.Equal((false, ""), check.Run("one two three four"));
    }

    [Fact]
    public void A_check_that_throws_is_no_verdict_and_says_why()
    {
        (bool? passed, string error) = new GeneratedCheck(Sandbox(), "def check_following(response):\n    return 1/0").Run("x");
        Assert.Null(passed);
        Assert.Contains("ZeroDivisionError", error, StringComparison.Ordinal);
    }

    [Fact]
    public void It_cannot_read_a_file_outside()
    {
        string canary = Path.Combine(Path.GetTempPath(), "pure-canary-" + Guid.NewGuid().ToString("N"));
        File.WriteAllText(canary, "secret");
        try
        {
            foreach (string path in (string[])[canary, "/etc/passwd", "/proc/self/environ", "/proc/1/cmdline", "/root", "/home"])
                Assert.Null(Run($"open({Python(path)}).read()").Passed);
            Assert.Equal("secret", File.ReadAllText(canary));
        }
        finally
        {
            File.Delete(canary);
        }
    }

    [Theory]
    [InlineData("open('/x', 'w')")]
    [InlineData("open('/tmp/x', 'w')")]
    [InlineData("open('/usr/x', 'w')")]
    [InlineData("__import__('os').mkdir('/x')")]
    public void It_cannot_write_a_file(string code) => Assert.Null(Run(code).Passed);

    [Fact]
    public void It_cannot_use_the_network()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        (bool? passed, string error) = Run($"__import__('socket').create_connection(('127.0.0.1', {port}), 2)");
        Assert.Null(passed);
        Assert.NotEmpty(error);
        Assert.False(listener.Pending());
    }

    [Theory]
    [InlineData("__import__('os').fork()")]
    [InlineData("__import__('subprocess').run(['/bin/true'])")]
    [InlineData("__import__('threading').Thread(target=print).start()")]
    public void It_cannot_start_a_process_or_a_thread(string code) => Assert.Null(Run(code).Passed);

    [Fact]
    public void It_cannot_outlive_its_limit()
    {
        long start = Stopwatch.GetTimestamp();
        foreach (string code in (string[])["while True: pass", "__import__('time').sleep(600)"])
        {
            (bool? passed, _) = Run(code, statement: true);
            Assert.Null(passed);
        }

        Assert.True(Stopwatch.GetElapsedTime(start).TotalSeconds < 30);
        Assert.DoesNotContain(Directory.EnumerateDirectories("/proc").Select(CommandLine), line => line.Contains("pure-verdict:", StringComparison.Ordinal));
    }

    [Fact]
    public void It_cannot_take_more_memory_than_its_limit() => Assert.Null(Run("bytearray(2_000_000_000)").Passed);

    [Fact]
    public void It_cannot_flood_its_output()
    {
        long start = Stopwatch.GetTimestamp();
        Assert.Null(Run("while True: print('x' * 10000)", statement: true).Passed);
        Assert.True(Stopwatch.GetElapsedTime(start).TotalSeconds < 15);
    }

    [Fact]
    public void It_has_no_rights_and_cannot_get_any()
    {
        (bool? passed, _) = Run("__import__('os').setuid(0)");
        Assert.Null(passed);
        Assert.Null(Run("__import__('os').chroot('/usr')").Passed);
    }

    [Fact]
    public void A_machine_that_cannot_isolate_is_refused() =>
        Assert.Contains("not run here", Assert.Throws<PureException>(() => CodeSandbox.Open(new SandboxOptions { Interpreter = "no-such-interpreter" })).Message, StringComparison.Ordinal);

    private static (bool? Passed, string Error) Run(string code, bool statement = false) =>
        new GeneratedCheck(Sandbox(), $"def check_following(response):\n    {code}\n    return True" + (statement ? "" : "\n")).Run("text");

    private static CodeSandbox Sandbox()
    {
        Assert.SkipWhen(Opened.Value.Sandbox is null, Opened.Value.Why);
        return Opened.Value.Sandbox!;
    }

    private static (CodeSandbox?, string) Open()
    {
        // A version manager's shim is no interpreter; ask it where the real one is.
        string[] candidates = ["/usr/bin/python3", Behind("python3")];
        string why = "no Python interpreter";
        foreach (string candidate in candidates.Where(File.Exists))
        {
            try
            {
                return (CodeSandbox.Open(new SandboxOptions { Interpreter = candidate, Seconds = 1, MemoryMib = 256 }), "");
            }
            catch (PureException e)
            {
                why = e.Message;
            }
        }

        return (null, why);
    }

    private static string Behind(string name)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(name, ["-c", "import os,sys; print(os.path.realpath(sys.executable))"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            string path = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return path;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string Python(string text) => "'" + text + "'";
}
