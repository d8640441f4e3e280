using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using WorkSquared.Core.Composing;
using WorkSquared.Core.Events;

namespace WorkSquared.Tests.Support;

/// <summary>Drafts for tests of pages: the newest version of each conversation, and who listens for it.</summary>
internal sealed class InMemoryDrafts : IComposerDrafts
{
    private ImmutableList<(Guid Conversation, Channel<Guid?> Channel)> _watchers = [];

    public IEnumerable<Guid> Watched => _watchers.Select(watcher => watcher.Conversation);

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
        ImmutableInterlocked.Update(ref _watchers, static (all, added) => all.Add(added), watcher);
        try
        {
            await foreach (var version in watcher.Item2.Reader.ReadAllAsync(cancellationToken))
            {
                yield return version;
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref _watchers, static (all, removed) => all.Remove(removed), watcher);
        }
    }
}
