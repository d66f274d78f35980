namespace Pure;

/// <summary>
/// A run that cannot go on although nobody made a mistake in its configuration: a loss that is no longer finite, a full disk. The message
/// says what happened, what is safe and what to do. The command line prints it without a stack and exits with code 1.
/// </summary>
public sealed class RunFailedException : Exception
{
    public RunFailedException(string message)
        : base(message)
    {
    }

    public RunFailedException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
