using System.Runtime.InteropServices;

namespace Pure.Cli;

/// <summary>
/// Ctrl-C, SIGTERM (schedulers) and SIGHUP (a closed terminal): the first asks the command to save and stop, however long that takes; the
/// second ends the process at once.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Action<string> _notify;
    private int _received;

    /// <param name="notify">Told once that the command is stopping.</param>
    public StopSignals(Action<string> notify)
    {
        _notify = notify;
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        _registrations = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, Handle))];
    }

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _stop.Dispose();
    }

    private void Handle(PosixSignalContext signal)
    {
        if (Interlocked.Increment(ref _received) > 1) return;
        signal.Cancel = true;
        _notify("Stopping, then saving. Once more: end now, unsaved.");
        _stop.Cancel();
    }
}
