using Microsoft.Extensions.Logging;
using WorkSquared.Core.Log;
using WorkSquared.Core.Organising;

namespace WorkSquared.Core.Composing;

/// <summary>The drafts of conversations whose days in the bin are over go with them: nobody sees them any more.</summary>
internal sealed class DraftSweep(LogWriter writer, TimeProvider time, ILogger<DraftSweep> logger) : DailySweep(writer, time, logger)
{
    private const string Delete =
        """
        DELETE FROM composer_drafts WHERE EXISTS (
            SELECT 1 FROM conversations c
            WHERE c.store_id = composer_drafts.store_id AND c.id = composer_drafts.conversation_id AND c.deleted_at <= @p1)
        """;

    protected override string Rows => "The drafts of deleted conversations";

    protected override int Sweep(WriteSession session, DateTimeOffset now) => session.Execute(Delete, now.AddDays(-Deletion.DaysKept));
}
