using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using WorkSquared.Core;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Turns;

namespace WorkSquared.Tests.Support;

/// <summary>The core's seams over a list in memory, for tests of pages: the same order of events, and nothing that needs a disk.</summary>
internal sealed class InMemoryWorkspace(TimeProvider time) : IChatReader, IReasoningReader, IChatCommands, IEventBus
{
    public const string StoreId = "default";

    private readonly Lock _lock = new();
    private readonly List<CommittedEvent> _log = [];
    private ImmutableList<Channel<CommittedEvent>> _subscribers = [];

    public static Actor Local { get; } = Actor.Person("local");

    public InMemoryMembers Directory => field ??= new InMemoryMembers(this);

    public int SubscriberCount => _subscribers.Count;

    /// <summary>The text of running answers.</summary>
    public InMemoryBoard Board { get; } = new();

    /// <summary>When set, every command is refused with it.</summary>
    public CommandRefusedException? Refusal { get; set; }

    /// <summary>What every reading of a conversation waits for.</summary>
    public Task Reading { get; set; } = Task.CompletedTask;

    public int Readings { get; private set; }

    /// <summary>A conversation that whoever looks at the page does not see any more.</summary>
    public Guid? Hidden { get; set; }

    public int Count<T>()
        where T : WorkEvent
    {
        lock (_lock)
        {
            return _log.Count(committed => committed.Data is T);
        }
    }

    public ImmutableArray<CommittedEvent> Log()
    {
        lock (_lock)
        {
            return [.. _log];
        }
    }

    public Guid NewId() => Guid.CreateVersion7(time.GetUtcNow());

    public CommittedEvent Commit(WorkEvent data, Actor actor, Guid? cause = null, Guid? id = null)
    {
        lock (_lock)
        {
            var eventId = id ?? NewId();
            CommittedEvent committed = new(
                StoreId,
                Position: _log.Count + 1,
                eventId,
                "v1." + data.GetType().Name,
                CommandId: eventId,
                actor,
                cause,
                cause ?? eventId,
                time.GetUtcNow(),
                data);
            _log.Add(committed);
            foreach (var subscriber in _subscribers)
            {
                subscriber.Writer.TryWrite(committed);
            }

            return committed;
        }
    }

    public Guid Say(Guid conversationId, string text, Actor? author = null)
    {
        lock (_lock)
        {
            if (_log.All(e => e.Data is not ConversationCreated created || created.Id != conversationId))
            {
                Commit(new ConversationCreated(conversationId, TitleOf(text), time.GetUtcNow()), author ?? Local);
            }

            var id = NewId();
            Commit(new ChatMessageSent(id, conversationId, text, MessageRole.User, time.GetUtcNow()), author ?? Local, id: id);
            return id;
        }
    }

    /// <returns>Somebody who has said who they are.</returns>
    public Actor Name(string name)
    {
        var id = NewId();
        Commit(new UserCreated(id, name, time.GetUtcNow()), Member.ActorOf(id));
        return Member.ActorOf(id);
    }

    public OpenTurn RunningTurn(Guid conversationId) => Fold(conversationId).OpenTurns[0];

    public void Start(OpenTurn turn, Guid conversationId, int attempt = 1) => Commit(
        new LLMResponseStarted(NewId(), conversationId, turn.QuestionId, attempt, 1, "test-model", time.GetUtcNow()), Assistant, turn.Id);

    public void Answer(OpenTurn turn, Guid conversationId, string text, Reasoning? reasoning = null) => Commit(
        new LLMResponseReceived(
            turn.AnswerId, conversationId, text, MessageRole.Assistant, "test-model", turn.QuestionId, time.GetUtcNow(),
            new ResponseMetadata("offline", "stop", 1, null, null, null, null, null), reasoning),
        Assistant,
        turn.Id);

    public void Fail(OpenTurn turn, Guid conversationId, string reason, string textSoFar = "", Reasoning? reasoning = null) => Commit(
        new LLMResponseFailed(
            turn.AnswerId, conversationId, turn.QuestionId, "timeout", reason, Retryable: true, textSoFar, "test-model", time.GetUtcNow(),
            Reasoning: reasoning),
        Assistant,
        turn.Id);

    public void Cancel(OpenTurn turn, Guid conversationId, string textSoFar) => Commit(
        new LLMResponseCancelled(
            turn.AnswerId, conversationId, textSoFar, turn.QuestionId, Local.Value, "test-model", time.GetUtcNow()),
        Assistant,
        turn.Id);

    public Draft Write(OpenTurn turn, Guid conversationId, string text, Reasoning? reasoning = null)
    {
        Draft draft = new(StoreId, conversationId, turn.Id, turn.AnswerId, 1, text, reasoning);
        Board.Publish(draft);
        return draft;
    }

    public Task<Reasoning?> ReadAsync(Reader reader, Guid conversationId, Guid turnId, CancellationToken cancellationToken) => Task.FromResult(
        Log().LastOrDefault(committed => committed.CausationId == turnId && committed.Data is LLMResponseReceived or LLMResponseFailed)?.Data switch
        {
            LLMResponseReceived received => received.Reasoning,
            LLMResponseFailed failed => failed.Reasoning,
            _ => null,
        });

    public async Task<Conversation?> OpenAsync(
        Reader reader, Guid conversationId, Guid? turnId, int window, CancellationToken cancellationToken)
    {
        await Reading;
        lock (_lock)
        {
            Readings++;
            var whole = Fold(conversationId);
            var branch = whole.Branch.Skip(Math.Max(0, whole.Branch.Count - window)).ToImmutableList();
            var shown = whole with { Branch = branch, Messages = MessagesOf(whole, branch), HasEarlier = branch.Count < whole.Branch.Count, IsOutdated = false };
            return whole.Title.Length == 0 || conversationId == Hidden ? null : shown;
        }
    }

    public Task<Conversation?> OpenAtAsync(
        Reader reader, Guid conversationId, Guid turnId, Guid? tip, int window, CancellationToken cancellationToken)
    {
        var whole = Fold(conversationId);
        var end = whole.Branch.FindIndex(step => step.NodeId == turnId) + (window / 2) + 1;
        var branch = whole.Branch.Take(end).Skip(end - window).ToImmutableList();
        return Task.FromResult<Conversation?>(whole with
        {
            Branch = branch,
            Messages = MessagesOf(whole, branch),
            HasEarlier = end > window,
            Beyond = end < whole.Branch.Count ? whole.Tip : null,
            IsOutdated = false,
        });
    }

    public Task<ConversationList> ListAsync(Reader reader, int count, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var list = _log.Aggregate(ConversationList.Empty, (list, committed) => list.Apply(committed));
            return Task.FromResult(list with { Items = list.Items.Take(count).ToImmutableList() });
        }
    }

    public Task<SentMessage> SendAsync(SendMessage command, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Check();
            if (_log.Find(e => e.CommandId == command.CommandId) is { } earlier)
            {
                return Task.FromResult(new SentMessage(earlier.Id, earlier.Id, earlier.Position, IsDuplicate: true));
            }

            if (_log.All(e => e.Data is not ConversationCreated created || created.Id != command.ConversationId))
            {
                Commit(new ConversationCreated(command.ConversationId, TitleOf(command.Text), time.GetUtcNow()), command.Author);
            }

            ChatMessageSent sent = new(
                command.CommandId, command.ConversationId, command.Text, MessageRole.User, time.GetUtcNow(), command.AfterTurnId, command.ReplacesMessageId);
            var committed = Commit(sent, command.Author, id: command.CommandId);
            return Task.FromResult(new SentMessage(committed.Id, committed.Id, committed.Position, IsDuplicate: false));
        }
    }

    public Task StopAsync(string storeId, Guid conversationId, Guid turnId, Actor actor, CancellationToken cancellationToken)
    {
        Check();
        Commit(new LLMResponseStopRequested(NewId(), conversationId, Fold(conversationId).OpenTurns.Find(turn => turn.Id == turnId)!.QuestionId, time.GetUtcNow()), actor, turnId);
        return Task.CompletedTask;
    }

    public Task<Guid> AskAgainAsync(AskAgain command, CancellationToken cancellationToken)
    {
        Check();
        if (_log.All(e => e.CommandId != command.CommandId))
        {
            var question = Fold(command.ConversationId).Messages.Find(message => message.TurnId == command.TurnId && message.ResponseTo is null)!.Id;
            LLMResponseRequested requested = new(command.CommandId, command.ConversationId, question, command.Reason, time.GetUtcNow(), command.Model);
            Commit(requested, command.Actor, command.TurnId, command.CommandId);
        }

        return Task.FromResult(command.CommandId);
    }

    public Task RenameAsync(
        string storeId, Guid conversationId, string title, Guid commandId, Actor actor, CancellationToken cancellationToken)
    {
        Check();
        Commit(new ConversationRenamed(conversationId, title, time.GetUtcNow()), actor, id: commandId);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<CommittedEvent> SubscribeAsync(
        Reader reader, long after, Guid? topic, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<CommittedEvent>();
        lock (_lock)
        {
            _log.Where(e => e.Position > after).ToList().ForEach(e => channel.Writer.TryWrite(e));
            _subscribers = _subscribers.Add(channel);
        }

        try
        {
            await foreach (var committed in channel.Reader.ReadAllAsync(cancellationToken))
            {
                if (topic is null || committed.Data.Topic == topic)
                {
                    yield return committed;
                }
            }
        }
        finally
        {
            lock (_lock)
            {
                _subscribers = _subscribers.Remove(channel);
            }
        }
    }

    /// <summary>For responders; no page listens.</summary>
    public IAsyncEnumerable<CommittedEvent> ListenAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    private static ImmutableList<Message> MessagesOf(Conversation whole, ImmutableList<BranchStep> branch) => whole.Messages.FindAll(message =>
        branch.Exists(step => step.QuestionId == message.Id || step.QuestionId == message.ResponseTo));

    private static string TitleOf(string text) => text.Length > 60 ? text[..60] : text;

    private static Actor Assistant => Actor.AssistantFor(Local);

    private Conversation Fold(Guid conversationId)
    {
        lock (_lock)
        {
            return _log.Aggregate(Conversation.Empty(StoreId, conversationId), (conversation, committed) => conversation.Apply(committed));
        }
    }

    private void Check()
    {
        if (Refusal is not null)
        {
            throw Refusal;
        }
    }
}
