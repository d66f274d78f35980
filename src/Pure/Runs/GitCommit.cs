using System.ComponentModel;
using System.Diagnostics;

namespace Pure.Runs;

/// <summary>Asks Git which commit a folder is at.</summary>
internal static class GitCommit
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The commit, with <c>-dirty</c> when tracked files differ from it; null outside of a working tree, without Git, or when it takes
    /// too long: a run is worth more than its label.
    /// </summary>
    public static string? Of(string folder)
    {
        var start = new ProcessStartInfo("git", ["-C", folder, "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process git = Process.Start(start)!;
            Task<string> output = git.StandardOutput.ReadToEndAsync();
            Task<string> errors = git.StandardError.ReadToEndAsync();
            if (!git.WaitForExit(LongestWait))
            {
                git.Kill(entireProcessTree: true);
                return null;
            }

            Task.WaitAll(output, errors);
            string commit = output.Result.Trim();
            return git.ExitCode == 0 && commit.Length > 0 ? commit : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
