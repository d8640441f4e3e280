using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using WorkSquared.Core.Composing;
using WorkSquared.Core.Events;

namespace WorkSquared.Tests.Support;

/// <summary>Drafts for tests of pages: the newest version of each conversation, and who listens for it.</summary>
internal sealed class InMemoryDrafts : IComposerDrafts
{
    private readonly Lock _lock = new();
    private ImmutableList<(Guid Conversation, Channel<Guid?> Channel)> _watchers = [];
    private TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until exactly this one is listened for: a watcher comes and goes beside the renders of its page.</summary>
    public async Task WhenWatchedAsync(Guid conversation, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change;
            lock (_lock)
            {
                if (_watchers is [var only] && only.Conversation == conversation)
                {
                    return;
                }

                change = _change.Task;
            }

            await change.WaitAsync(cancellationToken);
        }
    }

    public void Change(Guid conversation, Guid? version)
    {
        foreach (var watcher in _watchers.Where(watcher => watcher.Conversation == conversation))
        {
            watcher.Channel.Writer.TryWrite(version);
        }
    }

    public Task<ComposerDrafts> ReadAsync(string storeId, Actor person, Guid conversationId, CancellationToken cancellationToken) =>
        Task.FromResult(new ComposerDrafts(null, null));

    public Task<DraftSaving> SaveAsync(SaveDraft command, CancellationToken cancellationToken) =>
        Task.FromResult(new DraftSaving(DraftOutcome.Saved, null));

    public async IAsyncEnumerable<Guid?> WatchAsync(
        string storeId, Actor person, Guid conversationId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watcher = (conversationId, Channel.CreateUnbounded<Guid?>());
        Change(all => all.Add(watcher));
        try
        {
            await foreach (var version in watcher.Item2.Reader.ReadAllAsync(cancellationToken))
            {
                yield return version;
            }
        }
        finally
        {
            Change(all => all.Remove(watcher));
        }
    }

    private void Change(Func<ImmutableList<(Guid, Channel<Guid?>)>, ImmutableList<(Guid, Channel<Guid?>)>> change)
    {
        lock (_lock)
        {
            _watchers = change(_watchers);
            _change.SetResult();
            _change = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
