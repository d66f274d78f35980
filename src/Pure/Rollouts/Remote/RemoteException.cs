namespace Pure.Rollouts.Remote;

/// <summary>A request that failed for good, after all attempts.</summary>
public sealed class RemoteException : Exception
{
    public RemoteException(string message)
        : base(message)
    {
    }

    public RemoteException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
