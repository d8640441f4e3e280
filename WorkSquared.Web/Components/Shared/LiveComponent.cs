using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;

namespace WorkSquared.Web.Components.Shared;

/// <summary>A component whose subscriptions end with it: when the person leaves the page or closes the tab.</summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    /// <summary>A render is owed after so many items even if more are waiting.</summary>
    private const int MaxBatch = 256;

    private readonly CancellationTokenSource _disposed = new();

    protected LiveComponent() => Disposed = _disposed.Token;

    protected CancellationToken Disposed { get; }

    /// <summary>Applies each item on the renderer's dispatcher and renders once for all that had come, until the handle or the component
    /// is disposed.</summary>
    /// <remarks>Nothing is followed while a page is prerendered: there is nobody to tell.</remarks>
    protected IDisposable? Follow<T>(Func<CancellationToken, IAsyncEnumerable<T>> subscribe, Func<T, Task> apply)
    {
        if (!RendererInfo.IsInteractive || Disposed.IsCancellationRequested)
        {
            return null;
        }

        var following = CancellationTokenSource.CreateLinkedTokenSource(Disposed);
        _ = FollowAsync(subscribe, apply, following.Token);
        return new Following(following);
    }

    /// <summary>Renders once a second from now on, for what counts them.</summary>
    protected void RenderEverySecond(TimeProvider time) => LookEvery(TimeSpan.FromSeconds(1), time, () => Task.CompletedTask);

    /// <summary>Looks again and renders after each period, for what tells nobody that it has changed.</summary>
    protected void LookEvery(TimeSpan period, TimeProvider time, Func<Task> look)
    {
        if (RendererInfo.IsInteractive)
        {
            var ticks = new PeriodicTimer(period, time);
            Follow(token => TicksAsync(ticks, token), _ => look());
        }
    }

    /// <summary>What a subscription has to tell without waiting.</summary>
    protected static IReadOnlyList<T> Available<T>(Func<CancellationToken, IAsyncEnumerable<T>> subscribe)
    {
        using CancellationTokenSource ending = new();
        var items = subscribe(ending.Token).GetAsyncEnumerator(ending.Token);
        List<T> available = [];
        var next = items.MoveNextAsync().AsTask();
        while (next is { IsCompletedSuccessfully: true, Result: true })
        {
            available.Add(items.Current);
            next = items.MoveNextAsync().AsTask();
        }

        ending.Cancel();
        _ = EndAsync(items, next);
        return available;
    }

    private static async IAsyncEnumerable<bool> TicksAsync(PeriodicTimer timer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = timer;
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            yield return true;
        }
    }

    private static async Task EndAsync<T>(IAsyncEnumerator<T> items, Task<bool> next)
    {
        await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await items.DisposeAsync();
    }

    private async Task FollowAsync<T>(
        Func<CancellationToken, IAsyncEnumerable<T>> subscribe, Func<T, Task> apply, CancellationToken cancellationToken)
    {
        try
        {
            // Off the dispatcher: a subscription may begin by reading the log.
            await Task.Run(() => PumpAsync(subscribe, apply, cancellationToken), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            // Show it on this page; whoever committed the event did nothing wrong.
            await DispatchExceptionAsync(exception);
        }
    }

    private async Task PumpAsync<T>(
        Func<CancellationToken, IAsyncEnumerable<T>> subscribe, Func<T, Task> apply, CancellationToken cancellationToken)
    {
        using var pumping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var items = subscribe(pumping.Token).GetAsyncEnumerator(pumping.Token);
        var next = items.MoveNextAsync().AsTask();
        try
        {
            while (await next)
            {
                List<T> batch = [];
                do
                {
                    batch.Add(items.Current);
                    next = items.MoveNextAsync().AsTask();
                }
                while (batch.Count < MaxBatch && next is { IsCompletedSuccessfully: true, Result: true });

                await InvokeAsync(() => ApplyAsync(batch, apply, cancellationToken));
            }
        }
        finally
        {
            // When applying has thrown, the next item is still awaited: an enumerator may not be disposed under way.
            await pumping.CancelAsync();
            await EndAsync(items, next);
        }
    }

    private async Task ApplyAsync<T>(List<T> batch, Func<T, Task> apply, CancellationToken cancellationToken)
    {
        foreach (var item in batch)
        {
            // The handle may have been disposed while this item waited for the dispatcher.
            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            await apply(item);
        }

        StateHasChanged();
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _disposed.Cancel();
            _disposed.Dispose();
        }
    }

    private sealed class Following(CancellationTokenSource source) : IDisposable
    {
        private CancellationTokenSource? _source = source;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _source, null) is { } ending)
            {
                ending.Cancel();
                ending.Dispose();
            }
        }
    }
}
