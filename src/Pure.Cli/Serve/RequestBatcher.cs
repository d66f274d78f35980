namespace Pure.Cli.Serve;

/// <summary>Gathers requests that come while the model is busy and runs them as one batch.</summary>
/// <param name="thread">Where the model runs.</param>
/// <param name="run">Answers a batch, one entry a request.</param>
internal sealed class RequestBatcher<TRequest, TReply>(ModelThread thread, Func<IReadOnlyList<TRequest>, IReadOnlyList<TReply>> run)
{
    private readonly Lock _lock = new();
    private List<(TRequest Request, TaskCompletionSource<TReply> Done)> _pending = [];

    /// <summary>Asks for one reply.</summary>
    public Task<TReply> AskAsync(TRequest request)
    {
        var done = new TaskCompletionSource<TReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        bool first;
        lock (_lock)
        {
            first = _pending.Count == 0;
            _pending.Add((request, done));
        }

        if (first) _ = thread.RunAsync(Drain);
        return done.Task;
    }

    private bool Drain()
    {
        List<(TRequest Request, TaskCompletionSource<TReply> Done)> batch;
        lock (_lock)
        {
            batch = _pending;
            _pending = [];
        }

        try
        {
            IReadOnlyList<TReply> replies = run([.. batch.Select(item => item.Request)]);
            for (int i = 0; i < batch.Count; i++) batch[i].Done.SetResult(replies[i]);
        }
        catch (Exception) when (batch.Count > 1)
        {
            // One request that cannot be answered must not take the others with it.
            foreach ((TRequest request, TaskCompletionSource<TReply> done) in batch) Alone(request, done);
        }
        catch (Exception e)
        {
            batch[0].Done.SetException(e);
        }

        return true;
    }

    private void Alone(TRequest request, TaskCompletionSource<TReply> done)
    {
        try
        {
            done.SetResult(run([request])[0]);
        }
        catch (Exception e)
        {
            done.SetException(e);
        }
    }
}
