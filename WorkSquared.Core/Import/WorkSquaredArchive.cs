using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using WorkSquared.Core.Cases;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Export;
using WorkSquared.Core.Members;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Import;

/// <summary>An archive of this program's. It is read twice: first to see that all of it can be read and what became of each conversation.</summary>
internal sealed class WorkSquaredArchive(ZipArchive zip, ArchiveManifest manifest, Actor importer)
{
    private const string Deleted = "in the bin of the other workspace";
    private const string NotUnderstood = "without the turn that they belong to, or twice in the file";
    private const string Newer = "of a kind that this version does not know";

    private readonly Dictionary<Guid, Archived> _conversations = [];
    private readonly Dictionary<Guid, string> _names = [];
    private readonly ArchivedTasks _tasks = new();

    public async IAsyncEnumerable<ImportStep> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var recorded in EventsAsync(cancellationToken))
        {
            Survey(recorded);
        }

        foreach (var _ in _conversations.Values.Where(conversation => conversation.IsDeleted))
        {
            yield return new SkippedStep(Deleted);
        }

        await foreach (var recorded in EventsAsync(cancellationToken))
        {
            foreach (var step in Translate(recorded))
            {
                yield return step;
            }
        }
    }

    private async IAsyncEnumerable<(EventEnvelope Envelope, WorkEvent Data)> EventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entry = zip.GetEntry(ArchiveManifest.EventsFileName) ?? throw new ImportRefusedException("This archive has no events. Export it again.");
        await using var file = entry.Unpack();
        var number = 0;
        await foreach (var line in Frames.LinesAsync(file, ImportLimits.LineBytes, cancellationToken))
        {
            number++;
            if (Read(line.Span, number) is { } recorded)
            {
                yield return (recorded, recorded.Read());
            }
        }
    }

    private static EventEnvelope? Read(ReadOnlySpan<byte> line, int number)
    {
        try
        {
            return line.Trim((byte)'\r').IsEmpty ? null : JsonSerializer.Deserialize(line, ArchiveJson.Default.EventEnvelope);
        }
        catch (JsonException exception)
        {
            throw new ImportRefusedException($"Line {number} of the archive's events can't be read. Nothing was imported; export it again.", exception);
        }
    }

    private void Survey((EventEnvelope Envelope, WorkEvent Data) recorded)
    {
        var (envelope, data) = recorded;
        _tasks.Survey(envelope.Id, data, new Actor(envelope.Actor));
        switch (data)
        {
            case ConversationCreated created:
                Add(created.Id, new Archived(created.Title, created.CreatedAt, envelope.Id));
                break;
            case ConversationImported imported:
                Add(imported.Id, new Archived(imported.Title, imported.CreatedAt, envelope.Id));
                break;
            case UserCreated created:
                _names[created.Id] = created.Name;
                break;
            case UserRenamed renamed:
                _names[renamed.Id] = renamed.Name;
                break;
            case { Topic: { } topic } when _conversations.TryGetValue(topic, out var conversation):
                _conversations[topic] = conversation.Then(data);
                break;
        }
    }

    private void Add(Guid id, Archived conversation)
    {
        // Of two that claim the same id the first one has it.
        if (_conversations.TryAdd(id, conversation) && _conversations.Count > ImportLimits.Conversations)
        {
            throw new ImportRefusedException($"This archive has more than {ImportLimits.Conversations} conversations, which is more than can be imported.");
        }
    }

    private IEnumerable<ImportStep> Translate((EventEnvelope Envelope, WorkEvent Data) recorded)
    {
        var (envelope, data) = recorded;
        if (data is UnknownEvent)
        {
            yield return new SkippedStep(Newer);
        }

        if (data.Topic is null && _tasks.BegunBy(envelope.Id, data, AuthorOf) is { } alone)
        {
            yield return new ImportedTaskStep(ImportSource.WorkSquared, $"{manifest.Origin}/tasks", envelope.Id, alone);
        }

        if (data.Topic is not { } id || !_conversations.TryGetValue(id, out var conversation) || conversation.IsDeleted)
        {
            yield break;
        }

        var sourceId = $"{manifest.Origin}/{id}";
        if (envelope.Id == conversation.EventId && data is ConversationCreated or ConversationImported)
        {
            yield return new ImportedBeginning(
                ImportSource.WorkSquared, sourceId, conversation.Title, conversation.At, conversation.Place, id, envelope.Id)
            {
                IsRestricted = conversation.IsRestricted,
            };
        }
        else if (FactOf(envelope, data, conversation.Tree) is { } fact)
        {
            Remember(envelope, data, fact);
            yield return new ImportedStep(sourceId, fact);
        }
        else if (_tasks.BegunBy(envelope.Id, data, AuthorOf) is { } task)
        {
            yield return new ImportedStep(sourceId, task);
        }
        else if (data is ChatMessageSent or QuestionImported or LLMResponseRequested or RequestImported || EventTypes.Terminal.Contains(envelope.Type))
        {
            yield return new SkippedStep(NotUnderstood);
        }
    }

    /// <summary>Which turn a message belongs to: its tasks come later.</summary>
    private void Remember(EventEnvelope envelope, WorkEvent data, ImportedFact fact)
    {
        if (fact is EndedElsewhere && envelope.CausationId is { } turn)
        {
            _tasks.Remember(TurnIds.AnswerOf(turn), turn, isAnswer: true);
        }
        else if (data is ChatMessageSent { Id: var sent })
        {
            _tasks.Remember(sent, envelope.Id, isAnswer: false);
        }
        else if (data is QuestionImported { Id: var asked })
        {
            _tasks.Remember(asked, envelope.Id, isAnswer: false);
        }
    }

    private ImportedFact? FactOf(EventEnvelope envelope, WorkEvent data, ArchivedTree tree) => data switch
    {
        ChatMessageSent sent => Asked(
            envelope, tree.Ask(envelope.Id, sent.Id, sent.AfterTurnId, sent.ReplacesMessageId), envelope.Actor, sent.Message, sent.CreatedAt),
        QuestionImported asked => Asked(
            envelope, tree.AskExactly(envelope.Id, asked.Id, asked.AfterTurnId), asked.Author, asked.Message, asked.CreatedAt),
        LLMResponseRequested requested => AskedAgain(envelope, tree, requested.Reason, requested.CreatedAt),
        RequestImported requested => AskedAgain(envelope, tree, requested.Reason, requested.CreatedAt),
        LLMResponseReceived received => Ended(
            envelope, tree, ImportedOutcome.Answered, envelope.Actor, received.Message, received.ModelId, received.CreatedAt, received.Metadata.FinishReason, null),
        LLMResponseFailed failed => Ended(
            envelope, tree, ImportedOutcome.Failed, envelope.Actor, failed.Message, failed.ModelId, failed.CreatedAt, null, failed.Reason),
        LLMResponseCancelled cancelled => Ended(
            envelope, tree, ImportedOutcome.Cancelled, envelope.Actor, cancelled.Message, cancelled.ModelId, cancelled.CreatedAt, null, cancelled.CancelledBy),
        AnswerImported answer => Ended(
            envelope, tree, answer.Outcome, answer.Author, answer.Message, answer.ModelId, answer.CreatedAt, answer.FinishReason, answer.Reason),
        _ => null,
    };

    private AskedElsewhere? Asked(EventEnvelope envelope, (bool IsNew, Guid? Parent) place, string author, string text, DateTimeOffset at) => place.IsNew
        ? new AskedElsewhere(
            envelope.Id.ToString(), at, place.Parent?.ToString(), AuthorOf(author), ImportText.Clean(text))
        : null;

    private static AskedAgainElsewhere? AskedAgain(EventEnvelope envelope, ArchivedTree tree, RequestReason reason, DateTimeOffset at) =>
        tree.AskAgain(envelope.Id, envelope.CausationId, reason.KeepsPlace()) is { } question
            ? new AskedAgainElsewhere(envelope.Id.ToString(), at, envelope.CausationId!.Value.ToString(), question.ToString(), reason)
            : null;

    private EndedElsewhere? Ended(
        EventEnvelope envelope, ArchivedTree tree, ImportedOutcome outcome, string author, string text, string modelId, DateTimeOffset at,
        string? finishReason, string? reason)
    {
        if (envelope.CausationId is not { } turn || tree.QuestionOf(turn) is not { } question)
        {
            return null;
        }

        // Whoever stopped it is somebody; any other reason is a sentence.
        var why = outcome is ImportedOutcome.Cancelled && reason is { Length: > 0 } by
            ? AuthorOf(by).Value
            : reason is null ? null : ImportText.Clean(reason);
        return new EndedElsewhere(
            turn.ToString(), at, question.ToString(), outcome, AuthorOf(author), ImportText.Clean(text),
            ImportText.Label(modelId), finishReason is null ? null : ImportText.Label(finishReason), why);
    }

    private Actor AuthorOf(string actor) => AuthorOf(new Actor(actor));

    private Actor AuthorOf(Actor actor) => ImportText.Author(actor, importer, _names);

    /// <summary>What the archive says of a conversation in the end.</summary>
    private sealed record Archived(string Title, DateTimeOffset At, Guid EventId)
    {
        public ArchivedTree Tree { get; } = new();

        public bool IsDeleted { get; private init; }

        public bool IsRestricted { get; private init; }

        public ImportedPlace Place { get; private init; }

        public Archived Then(WorkEvent data) => data switch
        {
            ConversationRenamed renamed => this with { Title = renamed.Title },
            ConversationPinned => this with { Place = ImportedPlace.Pinned },
            ConversationArchived => this with { Place = ImportedPlace.Archive },
            ConversationUnpinned or ConversationUnarchived => this with { Place = ImportedPlace.Menu },
            ConversationDeleted => this with { IsDeleted = true },
            ConversationRestored => this with { IsDeleted = false },
            ConversationRestricted => this with { IsRestricted = true },
            ConversationOpened => this with { IsRestricted = false },
            _ => this,
        };
    }
}
