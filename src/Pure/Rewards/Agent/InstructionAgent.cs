// Checks the explicit demands of an instruction (RewardAgent, arXiv 2502.19328, section 3.4): extraction, whether a demand can be checked
// by form, translation, check. A demand is translated into the constraint language; only where running code is switched on, and only when
// the language cannot say it, into a Python function that runs in the sandbox.
using Pure.Rewards.Agent.Constraints;
using Pure.Rewards.Agent.Sandbox;
using Pure.Rollouts.Remote;

namespace Pure.Rewards.Agent;

/// <summary>Scores answers by how well they keep to an instruction.</summary>
/// <param name="chat">Reads and translates demands.</param>
/// <param name="sandbox">Where generated code runs; <see langword="null"/> to run none.</param>
public sealed class InstructionAgent(RemoteChat chat, CodeSandbox? sandbox)
{
    private const int MostCheckers = 8, Repairs = 2;
    private int _dropped;

    /// <summary>Demands that could not be turned into a check so far.</summary>
    public int Dropped => _dropped;

    /// <summary>Share of the demands that each answer meets; 0.5 for all where nothing can be checked.</summary>
    public async Task<double[]> ScoreAsync(string instruction, IReadOnlyList<string> answers, CancellationToken cancel)
    {
        Func<string, bool?>[] checks = await ChecksAsync(instruction, cancel).ConfigureAwait(false);
        return [.. answers.Select(answer => ConstraintScore.Of([.. checks.Select(check => check(answer))]))];
    }

    /// <summary>The demands of an instruction as checks, in the order in which they are stated.</summary>
    public async Task<Func<string, bool?>[]> ChecksAsync(string instruction, CancellationToken cancel)
    {
        string reply = await chat.AskAsync(AgentPrompts.Extract(instruction), 256, cancel).ConfigureAwait(false);
        string[] checkers = [.. reply.Split('\n').Select(line => line.Trim()).Where(line => line.Contains("Checker", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Take(MostCheckers)];
        Func<string, bool?>?[] checks = await Task.WhenAll(checkers.Select(checker => CheckAsync(instruction, checker, cancel))).ConfigureAwait(false);
        return [.. checks.OfType<Func<string, bool?>>()];
    }

    private async Task<Func<string, bool?>?> CheckAsync(string instruction, string checker, CancellationToken cancel)
    {
        string verifiable = await chat.AskAsync(AgentPrompts.Verifiable(checker), 4, cancel).ConfigureAwait(false);
        if (!verifiable.Trim().TrimEnd('.').Equals("yes", StringComparison.OrdinalIgnoreCase)) return null;
        if (await TranslateAsync(instruction, checker, cancel).ConfigureAwait(false) is { } constraint) return text => constraint.Holds(text);
        if (sandbox is not null && await WriteAsync(sandbox, instruction, checker, cancel).ConfigureAwait(false) is { } check) return text => check.Run(text).Passed;
        Interlocked.Increment(ref _dropped);
        return null;
    }

    private async Task<Constraint?> TranslateAsync(string instruction, string checker, CancellationToken cancel)
    {
        string? problem = null;
        for (int attempt = 0; attempt <= Repairs; attempt++)
        {
            string reply = await chat.AskAsync(AgentPrompts.Translate(instruction, checker, problem), 256, cancel).ConfigureAwait(false);
            try
            {
                return ConstraintReader.Read(ConstraintReader.ObjectIn(reply));
            }
            catch (FormatException e)
            {
                problem = e.Message;
            }
        }

        return null;
    }

    /// <summary>A generated check that ran on a test text; a repaired one is tested again, which the published code leaves out.</summary>
    private async Task<GeneratedCheck?> WriteAsync(CodeSandbox isolated, string instruction, string checker, CancellationToken cancel)
    {
        string? problem = null;
        for (int attempt = 0; attempt <= Repairs; attempt++)
        {
            string reply = await chat.AskAsync(AgentPrompts.Code(instruction, checker, problem), 512, cancel).ConfigureAwait(false);
            var check = new GeneratedCheck(isolated, Code(reply));
            (bool? passed, string error) = check.Run("This is a text to try the check on.");
            if (passed is not null) return check;
            problem = error;
        }

        return null;
    }

    /// <summary>What stands inside a Markdown fence, or the whole reply.</summary>
    private static string Code(string reply)
    {
        int open = reply.IndexOf("```", StringComparison.Ordinal), close = reply.LastIndexOf("```", StringComparison.Ordinal);
        if (open < 0 || close <= open) return reply;
        int line = reply.IndexOf('\n', open);
        return line < 0 || line > close ? reply : reply[(line + 1)..close];
    }
}
