// A check that a language model wrote as a Python function `check_following(response)`. Code and response go in as JSON on standard input,
// the verdict comes out as one line; the code itself runs in the sandbox alone.
using System.Text.Json;

namespace Pure.Rewards.Agent.Sandbox;

/// <summary>One generated check.</summary>
/// <param name="sandbox">Where it runs.</param>
/// <param name="code">The function.</param>
public sealed class GeneratedCheck(CodeSandbox sandbox, string code)
{
    private const string Verdict = "pure-verdict:";

    private const string Runner = """
        import json, sys
        given = json.loads(sys.stdin.read())
        scope = {}
        exec(given["code"], scope)
        print("\npure-verdict:" + ("yes" if scope["check_following"](given["response"]) else "no"))
        """;

    /// <summary>Runs the check.</summary>
    /// <returns>Passed or not, or <see langword="null"/> when it threw, printed no verdict or met a limit; and what it said then.</returns>
    public (bool? Passed, string Error) Run(string response)
    {
        SandboxResult result = sandbox.Run(["-I", "-S", "-B", "-c", Runner], JsonSerializer.Serialize(new { code, response }));
        if (result.TimedOut) return (null, "the check ran out of time");
        string? last = result.Output.Split('\n').LastOrDefault(line => line.StartsWith(Verdict, StringComparison.Ordinal));
        return result.ExitCode == 0 && last is not null ? (last == Verdict + "yes", "") : (null, result.Error.Trim() is { Length: > 0 } error ? error : $"the check ended with status {result.ExitCode}");
    }
}
