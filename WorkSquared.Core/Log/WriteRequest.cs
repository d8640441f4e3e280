namespace WorkSquared.Core.Log;

/// <summary>A piece of work in line for the writer, and whoever waits for it.</summary>
internal abstract class WriteRequest(CancellationToken cancellationToken)
{
    /// <summary>Asked before the work begins: once it is in a transaction it is too late to turn back.</summary>
    public bool IsCancelled => cancellationToken.IsCancellationRequested;

    public abstract void Run(WriteSession session);

    public abstract void Complete();

    public abstract void Fail(Exception exception);

    public abstract void Cancel();
}

internal sealed class WriteRequest<T>(Func<WriteSession, T> work, CancellationToken cancellationToken) : WriteRequest(cancellationToken)
{
    // The writer must not run its callers' continuations.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationToken _cancellationToken = cancellationToken;
    private T _result = default!;

    public Task<T> Completion => _completion.Task;

    public override void Run(WriteSession session) => _result = work(session);

    public override void Complete() => _completion.TrySetResult(_result);

    public override void Fail(Exception exception) => _completion.TrySetException(exception);

    public override void Cancel() => _completion.TrySetCanceled(_cancellationToken);
}
