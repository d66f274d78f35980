// Runs code that a language model wrote, in a place from which nothing can be reached: own namespaces for processes, mounts, network, IPC
// and host name (Linux, `unshare`), a root directory that holds the interpreter read-only and nothing else, no network device, another
// user without any capability, no second process, and limits on time, memory, open files and file size (`prlimit`). The process tree is
// killed at the wall limit: its first process is the init of its own process namespace, so nothing outlives it.
//
// Where one of these tools is missing or not permitted, code is refused and not run with less.
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Pure.Rewards.Agent.Sandbox;

/// <summary>Runs programs in isolation.</summary>
public sealed class CodeSandbox
{
    private const int FirstUser = 200_000;
    private static readonly string[] Tools = ["unshare", "mount", "chroot", "prlimit", "setpriv", "sh"];
    private static int _users;

    private readonly SandboxOptions _options;
    private readonly string _interpreter;
    private readonly string[] _visible;

    private CodeSandbox(SandboxOptions options, string interpreter, string[] visible)
    {
        _options = options;
        _interpreter = interpreter;
        _visible = visible;
    }

    /// <summary>Finds the tools and tries them out.</summary>
    /// <exception cref="PureException">Isolation does not work here; the message says what is missing.</exception>
    public static CodeSandbox Open(SandboxOptions options)
    {
        if (!OperatingSystem.IsLinux()) throw Refused("it needs Linux namespaces");
        string[] missing = [.. Tools.Where(tool => Find(tool) is null)];
        if (missing.Length > 0) throw Refused($"these programs are missing: {string.Join(", ", missing)} (packages util-linux, coreutils)");
        string interpreter = Find(options.Interpreter) ?? throw Refused($"there is no interpreter '{options.Interpreter}'");
        string real = Resolve(interpreter);
        var sandbox = new CodeSandbox(options, real, Visible(real));

        // The probe must be able to run, and must not see this machine.
        SandboxResult probe = sandbox.Run(["-I", "-S", "-c", "import os,sys; sys.exit(0 if not os.path.exists('/etc/passwd') and not os.path.exists('/proc/1') else 3)"], "");
        return probe.ExitCode == 0 ? sandbox : throw Refused($"the probe ended with {probe.ExitCode}: {probe.Error.Trim().ReplaceLineEndings(" ")}");
    }

    /// <summary>Runs the interpreter.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">Its standard input.</param>
    public SandboxResult Run(IReadOnlyList<string> arguments, string input) => RunAsync(_interpreter, arguments, input).GetAwaiter().GetResult();

    /// <summary>Runs any program that the sandbox can see.</summary>
    internal SandboxResult RunProgram(string program, IReadOnlyList<string> arguments, string input) => RunAsync(program, arguments, input).GetAwaiter().GetResult();

    private async Task<SandboxResult> RunAsync(string program, IReadOnlyList<string> arguments, string input)
    {
        string root = Directory.CreateTempSubdirectory("pure-sandbox-").FullName;
        try
        {
            using var process = new Process { StartInfo = Start(root, program, arguments) };
            process.Start();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(_options.Seconds + 0.5));
            Task<string> output = ReadAsync(process.StandardOutput.BaseStream, limit), error = ReadAsync(process.StandardError.BaseStream, limit);
            Task feeding = FeedAsync(process, input);
            bool timedOut = false;
            try
            {
                await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                timedOut = true;
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            }

            await feeding.ConfigureAwait(false);
            return new SandboxResult(process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false), timedOut);
        }
        finally
        {
            Directory.Delete(root);
        }
    }

    private ProcessStartInfo Start(string root, string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(Find("unshare")!) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin";
        bool isRoot = Environment.IsPrivilegedProcess;
        if (!isRoot)
        {
            start.ArgumentList.Add("--user");
            start.ArgumentList.Add("--map-root-user");
        }

        foreach (string option in (string[])["--mount", "--net", "--pid", "--ipc", "--uts", "--fork", "--kill-child=SIGKILL", "--", "/bin/sh", "-c", Setup(root, isRoot), "sandbox", program]) start.ArgumentList.Add(option);
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        return start;
    }

    /// <summary>Runs as the first process of the namespaces: builds the root directory, drops every right, becomes the program.</summary>
    private string Setup(string root, bool isRoot)
    {
        var script = new StringBuilder("set -e\nmount --make-rprivate / 2>/dev/null || true\n");
        Line($"mount -t tmpfs -o size=1m,mode=755,nosuid,nodev none {Quote(root)}");
        foreach (string path in _visible)
        {
            string inside = root + path;
            if (new DirectoryInfo(path).LinkTarget is { } target)
            {
                Line($"ln -s {Quote(target)} {Quote(inside)}");
                continue;
            }

            Line($"mkdir -p {Quote(inside)}");
            Line($"mount --bind {Quote(path)} {Quote(inside)}");
            Line($"mount -o remount,bind,ro,nosuid,nodev {Quote(inside)}");
        }

        Line($"mount -o remount,ro,nosuid,nodev {Quote(root)}");

        // A user of its own for each run, so that the limit of one process counts this run alone.
        string user = isRoot ? string.Create(CultureInfo.InvariantCulture, $"--reuid={FirstUser + (Interlocked.Increment(ref _users) % 50_000)} --regid={FirstUser} --clear-groups") : "";
        string limits = string.Create(CultureInfo.InvariantCulture, $"--cpu={_options.Seconds} --as={(long)_options.MemoryMib << 20} --nproc=1 --fsize=0 --nofile=64 --core=0 --msgqueue=0 --memlock=0");
        Line($"cd {Quote(root)}");
        Line($"exec chroot {Quote(root)} {Find("setpriv")} {user} --no-new-privs --inh-caps=-all --bounding-set=-all -- {Find("prlimit")} {limits} -- \"$@\"");
        return script.ToString();

        void Line(string line) => script.Append(line).Append('\n');
    }

    /// <summary>What the program can see: the system's programs and libraries, and the interpreter's own folder where it lies elsewhere.</summary>
    private static string[] Visible(string interpreter)
    {
        string[] system = [.. new[] { "/usr", "/bin", "/sbin", "/lib", "/lib64" }.Where(Directory.Exists)];
        string prefix = Path.GetDirectoryName(Path.GetDirectoryName(interpreter))!;
        return system.Any(path => prefix == path || prefix.StartsWith(path + "/", StringComparison.Ordinal)) ? system : [.. system, prefix];
    }

    private async Task<string> ReadAsync(Stream stream, CancellationTokenSource limit)
    {
        byte[] bytes = new byte[_options.OutputBytes];
        int count = 0, read;
        while (count < bytes.Length && (read = await stream.ReadAsync(bytes.AsMemory(count), CancellationToken.None).ConfigureAwait(false)) > 0) count += read;
        if (count == bytes.Length) await limit.CancelAsync().ConfigureAwait(false);
        return Encoding.UTF8.GetString(bytes, 0, count);
    }

    private static async Task FeedAsync(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading its input, which is its own affair.
        }
    }

    private static string? Find(string program) => program.Contains('/', StringComparison.Ordinal)
        ? File.Exists(program) ? program : null
        : "/usr/sbin:/usr/bin:/sbin:/bin".Split(':').Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>The file itself, behind links. A version manager's shim is a script and is refused by the probe; name the real interpreter then.</summary>
    private static string Resolve(string path) => new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;

    private static string Quote(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private static PureException Refused(string why) =>
        new($"Generated code is not run here, because it cannot be isolated: {why}. Leave reward_model.run_code off: constraints are then checked in the constraint language, which executes nothing.");
}
