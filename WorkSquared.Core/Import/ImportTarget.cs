using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Import;

/// <summary>Which conversation of this store an imported one goes to, decided inside the transaction that begins it.</summary>
/// <param name="ConversationId">Null when nothing of it goes anywhere.</param>
/// <param name="Skipped">Why not; null for one that is this store's own.</param>
internal sealed record ImportTarget(ImportIds Ids, Guid? ConversationId, bool IsNew, string? Skipped = null)
{
    private const string FindTopicOfCommand = "SELECT topic FROM events WHERE store_id = @p1 AND command_id = @p2";

    private const string FindTopicOfEvent = "SELECT topic FROM events WHERE store_id = @p1 AND id = @p2";

    private const string InTheBin = "in the bin here";
    private const string Taken = "whose place is taken here";

    /// <remarks>Never one that somebody else began under the same id: what is not this store's own, and was not imported from the same source,
    /// gets another id.</remarks>
    public static ImportTarget Begin(
        WriteSession session, EventAppender appender, string storeId, ImportedBeginning beginning, Actor importer, DateTimeOffset now)
    {
        var ids = new ImportIds(storeId, beginning.Source, beginning.SourceId);
        if (session.FindId(FindTopicOfCommand, storeId, ids.Beginning) is { } imported)
        {
            // What somebody else imported and keeps to themselves is here, and nothing is added to it.
            if (appender.Hides(session, storeId, imported, importer))
            {
                return new ImportTarget(ids, null, IsNew: false, Taken);
            }

            return session.KeepingOf(storeId, imported) is Keeping.Bin
                ? new ImportTarget(ids, null, IsNew: false, InTheBin)
                : new ImportTarget(ids, imported, IsNew: false);
        }

        if (beginning is { EventId: { } own, WishedId: { } ownId } && session.FindId(FindTopicOfEvent, storeId, own) == ownId)
        {
            return new ImportTarget(ids, null, IsNew: false);
        }

        var id = beginning.WishedId is { } wished && IsFree(session, storeId, wished) ? wished : ids.Conversation;
        if (session.KeepingOf(storeId, id) is not null)
        {
            return new ImportTarget(ids, null, IsNew: false, Taken);
        }

        var begun = new ConversationImported(id, ImportText.Title(beginning.Title), beginning.Source, beginning.SourceId, beginning.At, now);
        appender.Append(session, storeId, new ProposedEvent(ids.Beginning, ids.Beginning, importer, begun));
        if (beginning.IsRestricted)
        {
            appender.Append(
                session, storeId, new ProposedEvent(now, ids.Once("sight"), importer, new ConversationRestricted(id, now), ids.Beginning));
        }

        return new ImportTarget(ids, id, IsNew: true);
    }

    // A conversation's id is the command id of what begins it: one of the version of derived ids could never be written in.
    private static bool IsFree(WriteSession session, string storeId, Guid id) =>
        id != Guid.Empty && id.Version != TurnIds.DerivedVersion && session.KeepingOf(storeId, id) is null
        && !session.HasCommand(storeId, id);
}
