using System.Collections.Immutable;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Organising;

namespace WorkSquared.Core.Import;

/// <summary>One file on its way into the log, a few events at a time: whoever sends a message meanwhile waits for a few at most.</summary>
internal sealed class ImportRun(
    LogWriter writer, EventAppender appender, FreeSpace space, TimeProvider time, string storeId, Actor importer, Action<ImportCount> report)
{
    /// <summary>Events in one piece of work, and their characters: as long as whoever sends a message waits at most.</summary>
    private const int BatchSize = 25;
    private const int BatchLength = 100_000;

    private const string FindEvent = "SELECT 1 FROM events WHERE id = @p1";

    private readonly Dictionary<string, (ImportTarget Target, ImportedPlace Place)> _targets = new(StringComparer.Ordinal);
    private readonly List<ProposedEvent> _batch = [];
    private ImportCount _count = ImportCount.None;
    private int _length;

    /// <exception cref="CommandRefusedException">The log can't be written. What was committed stays.</exception>
    public async Task TakeAsync(IAsyncEnumerable<ImportStep> steps, CancellationToken cancellationToken)
    {
        await foreach (var step in steps.WithCancellation(cancellationToken))
        {
            switch (step)
            {
                case ImportedBeginning beginning:
                    await BeginAsync(beginning, cancellationToken);
                    break;
                case ImportedStep imported when _targets.TryGetValue(imported.SourceId, out var known) && known.Target.ConversationId is { } id:
                    await AddAsync(imported.Fact.Propose(known.Target.Ids, id, importer, time.GetUtcNow()), cancellationToken);
                    break;
                case ImportedTaskStep { Task: var task } alone:
                    var ids = new ImportIds(storeId, alone.Source, alone.SourceId);
                    if (!await writer.ExecuteAsync(session => session.Exists(FindEvent, alone.EventId), cancellationToken))
                    {
                        await AddAsync(task.ProposeAlone(ids, importer, time.GetUtcNow()), cancellationToken);
                    }

                    break;
                case SkippedStep skipped:
                    _count = _count.Skip(skipped.Reason);
                    break;
            }
        }

        await PutAwayAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

    private async Task BeginAsync(ImportedBeginning beginning, CancellationToken cancellationToken)
    {
        // Twice in one file: the first one has it.
        if (_targets.ContainsKey(beginning.SourceId))
        {
            return;
        }

        if (_targets.Count == ImportLimits.Conversations)
        {
            throw new ImportRefusedException($"This file has more than {ImportLimits.Conversations} conversations, which is more than can be imported.");
        }

        space.CheckForAMessage();
        var now = time.GetUtcNow();
        var target = await writer.ExecuteAsync(
            session => ImportTarget.Begin(session, appender, storeId, beginning, importer, now), cancellationToken);
        _targets.Add(beginning.SourceId, (target, beginning.Place));
        _count = target.Skipped is { } reason
            ? _count.Skip(reason)
            : _count with { Conversations = _count.Conversations + (target.IsNew ? 1 : 0), Known = _count.Known + (target.IsNew ? 0 : 1) };
    }

    /// <summary>What lay in the archive or was pinned there does so here too, when all of it has come.</summary>
    private async Task PutAwayAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var (target, place) in _targets.Values)
        {
            if (target is { IsNew: true, ConversationId: { } id } && place is not ImportedPlace.Menu)
            {
                WorkEvent put = place is ImportedPlace.Pinned ? new ConversationPinned(id, now) : new ConversationArchived(id, now);
                await AddAsync(new ProposedEvent(now, target.Ids.Once("place"), importer, put, target.Ids.Beginning), cancellationToken);
            }
        }
    }

    private async Task AddAsync(ProposedEvent proposed, CancellationToken cancellationToken)
    {
        _batch.Add(proposed);
        _length += proposed.Payload.Length;
        if (_batch.Count >= BatchSize || _length >= BatchLength)
        {
            await FlushAsync(cancellationToken);
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_batch.Count > 0)
        {
            space.CheckForAMessage();
            ProposedEvent[] batch = [.. _batch];
            _count = _count with { Messages = _count.Messages + await writer.ExecuteAsync(session => Append(session, batch), cancellationToken) };
            _batch.Clear();
            _length = 0;
        }

        report(_count);
    }

    /// <returns>How many messages are new.</returns>
    private int Append(WriteSession session, ProposedEvent[] batch)
    {
        var messages = 0;
        foreach (var proposed in batch)
        {
            // What was imported before stays as it is, and what hangs on something that was left out goes with it.
            if (session.HasCommand(storeId, proposed.CommandId) || (proposed.CausationId is { } cause && !session.Exists(FindEvent, cause)))
            {
                continue;
            }

            appender.Append(session, storeId, proposed);
            messages += proposed.Data is QuestionImported or AnswerImported ? 1 : 0;
        }

        return messages;
    }
}

/// <summary>What an import has come to so far.</summary>
internal sealed record ImportCount(int Conversations, int Messages, int Known, ImmutableSortedDictionary<string, int> Skipped)
{
    public static ImportCount None { get; } = new(0, 0, 0, ImmutableSortedDictionary<string, int>.Empty);

    public ImportCount Skip(string reason) => this with { Skipped = Skipped.SetItem(reason, Skipped.GetValueOrDefault(reason) + 1) };
}
