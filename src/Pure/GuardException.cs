namespace Pure;

/// <summary>
/// A run stopped by one of its own guards: a measured quantity left the range in which the results mean something. The message names
/// quantity, value, limit and the key that sets it. The command line prints it without a stack and exits with code 3.
/// </summary>
public sealed class GuardException : Exception
{
    public GuardException(string message)
        : base(message)
    {
    }
}
