namespace Pure.Cli;

/// <summary>What the program's exit code says; part of its interface.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>A failed run, or a bug.</summary>
    public const int Failed = 1;

    /// <summary>Input, configuration or command line are wrong.</summary>
    public const int BadInput = 2;

    /// <summary>A guard stopped the run.</summary>
    public const int Stopped = 3;

    /// <summary>Interrupted by Ctrl-C or SIGTERM, after saving.</summary>
    public const int Interrupted = 130;
}
