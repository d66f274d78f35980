// Models compute on one thread of their own: lanes belong to the thread that made them, and two batches at a time would only slow each
// other down. Requests that come meanwhile gather and become the next batch.
using System.Collections.Concurrent;

namespace Pure.Cli.Serve;

/// <summary>Runs work in order on one thread.</summary>
internal sealed class ModelThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public ModelThread()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "models" };
        _thread.Start();
    }

    /// <summary>Runs something; the task ends when it has run.</summary>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        return done.Task;
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }

    private void Run()
    {
        foreach (Action work in _work.GetConsumingEnumerable()) work();
    }
}
