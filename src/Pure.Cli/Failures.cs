using System.Reflection;

namespace Pure.Cli;

/// <summary>Finds what went wrong inside the exceptions that the runtime puts around it.</summary>
internal static class Failures
{
    /// <summary>The exception that says what happened: of several lanes' failures the first that has a message for the user.</summary>
    public static Exception Cause(Exception e) => e switch
    {
        AggregateException all => Cause(all.Flatten().InnerExceptions.FirstOrDefault(HasMessage) ?? all.Flatten().InnerExceptions[0]),
        TypeInitializationException or TargetInvocationException when e.InnerException is { } inner && HasMessage(Cause(inner)) => Cause(inner),
        _ => e,
    };

    private static bool HasMessage(Exception e) => e is PureException or GuardException or RunFailedException;
}
