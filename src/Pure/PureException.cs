namespace Pure;

/// <summary>
/// A mistake of the user's, said in one message: what is wrong, where, and what to do. The command line prints the
/// message without a stack and exits with code 2. Every other exception is a bug and keeps its stack.
/// </summary>
public sealed class PureException : Exception
{
    public PureException(string message)
        : base(message)
    {
    }

    public PureException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
