using System.Collections.Immutable;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Rights;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Composing;

/// <summary>Keeps the drafts, and tells a person's other pages.</summary>
/// <remarks>Nothing waits in memory: the browser has waited a second already, the writer groups what comes together, and what a page was told
/// to be kept survives a crash.</remarks>
internal sealed class ComposerDraftKeeper(LogWriter writer, SnapshotReader snapshots, IRights rights, FreeSpace space, TimeProvider time) : IComposerDrafts
{
    private const string FindDraft =
        """
        SELECT version, text, command_id, replaces_message_id FROM composer_drafts
        WHERE store_id = @p1 AND person = @p2 AND conversation_id = @p3 AND is_edit = @p4
        """;

    private const string Upsert =
        """
        INSERT INTO composer_drafts (store_id, person, conversation_id, is_edit, text, command_id, replaces_message_id, version, updated_at)
        VALUES (@p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9)
        ON CONFLICT (store_id, person, conversation_id, is_edit) DO UPDATE SET text = excluded.text, command_id = excluded.command_id,
            replaces_message_id = excluded.replaces_message_id, version = excluded.version, updated_at = excluded.updated_at
        """;

    private const string Delete =
        "DELETE FROM composer_drafts WHERE store_id = @p1 AND person = @p2 AND conversation_id = @p3 AND is_edit = @p4";

    private const string FindPlace = "SELECT conversation_id FROM composer_drafts WHERE store_id = @p1 AND person = @p2 AND command_id = @p3";

    private const string DeleteSent = "DELETE FROM composer_drafts WHERE store_id = @p1 AND person = @p2 AND command_id = @p3";

    private ImmutableArray<Watcher> _watchers = [];

    public Task<ComposerDrafts> ReadAsync(string storeId, Actor person, Guid conversationId, CancellationToken cancellationToken) =>
        snapshots.ReadAsync(
            new Reader(storeId, person),
            context =>
            {
                var rows = context.Set<ComposerDraftRow>().AsNoTracking()
                    .Where(row => row.StoreId == storeId && row.Person == person.Value && row.ConversationId == conversationId)
                    .ToList();
                return new ComposerDrafts(Of(rows.Find(row => !row.IsEdit)), Of(rows.Find(row => row.IsEdit)));
            },
            cancellationToken);

    public async Task<DraftSaving> SaveAsync(SaveDraft command, CancellationToken cancellationToken)
    {
        MessageText.CheckCharacters(command.Text ?? "");
        space.CheckForAMessage();
        var now = time.GetUtcNow();
        var saving = await writer.ExecuteAsync(session => Save(session, rights, command, now), cancellationToken);
        if (saving.Outcome is DraftOutcome.Saved)
        {
            Tell(command.StoreId, command.Person, command.ConversationId, saving.Current?.Version);
        }

        return saving;
    }

    public async IAsyncEnumerable<Guid?> WatchAsync(
        string storeId, Actor person, Guid conversationId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Full means that the page is slow: a later version says more.
        var channel = Channel.CreateBounded<Guid?>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        var watcher = new Watcher(storeId, person, conversationId, channel);
        ImmutableInterlocked.Update(ref _watchers, static (all, added) => all.Add(added), watcher);
        try
        {
            // Only now that the channel is there, or a change in between would be in neither.
            var standing = await ReadAsync(storeId, person, conversationId, cancellationToken);
            yield return standing.Text?.Version;
            await foreach (var version in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return version;
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref _watchers, static (all, removed) => all.Remove(removed), watcher);
        }
    }

    /// <summary>In the transaction of the message: a crash can neither bring back what was sent nor lose what was not.</summary>
    /// <returns>Where the draft was that has become this message; null when there was none.</returns>
    public static Guid? Clear(WriteSession session, string storeId, Actor person, Guid commandId)
    {
        var place = session.FindId(FindPlace, storeId, person.Value, commandId);
        if (place is not null)
        {
            session.Execute(DeleteSent, storeId, person.Value, commandId);
        }

        return place;
    }

    public void Tell(string storeId, Actor person, Guid conversationId, Guid? version)
    {
        foreach (var watcher in _watchers)
        {
            if (watcher.StoreId == storeId && watcher.Person == person && watcher.ConversationId == conversationId)
            {
                watcher.Channel.Writer.TryWrite(version);
            }
        }
    }

    private static DraftSaving Save(WriteSession session, IRights rights, SaveDraft command, DateTimeOffset now)
    {
        var (storeId, person, conversationId) = (command.StoreId, command.Person.Value, command.ConversationId);
        if (conversationId != IComposerDrafts.OfNewConversation
            && (session.KeepingOf(storeId, conversationId) is null || rights.Hides(session, storeId, conversationId, command.Person)))
        {
            throw new CommandRefusedException(Refusal.NotFound, "There is no such conversation.");
        }

        var current = session.Find(FindDraft, Read, storeId, person, conversationId, command.IsEdit);

        // It was on its way when the message was sent, and has arrived after it.
        if (session.HasCommand(storeId, command.CommandId))
        {
            return new DraftSaving(DraftOutcome.Sent, current);
        }

        // Where nothing stands nothing can be lost.
        if (current is not null && !command.Seen.Contains(current.Version))
        {
            return new DraftSaving(DraftOutcome.Overtaken, current);
        }

        if (command.Text is not { } text)
        {
            session.Execute(Delete, storeId, person, conversationId, command.IsEdit);
            return new DraftSaving(DraftOutcome.Saved, Current: null);
        }

        session.Execute(
            Upsert, storeId, person, conversationId, command.IsEdit, text, command.CommandId, command.ReplacesMessageId, command.Version, now);
        return new DraftSaving(DraftOutcome.Saved, new ComposerDraft(command.Version, text, command.CommandId, command.ReplacesMessageId));
    }

    private static ComposerDraft? Of(ComposerDraftRow? row) =>
        row is null ? null : new ComposerDraft(row.Version, row.Text, row.CommandId, row.ReplacesMessageId);

    private static ComposerDraft Read(DbDataReader reader) => new(
        reader.GetId(0), reader.GetString(1), reader.GetId(2), reader.IsDBNull(3) ? null : reader.GetId(3));

    private sealed record Watcher(string StoreId, Actor Person, Guid ConversationId, Channel<Guid?> Channel);
}
