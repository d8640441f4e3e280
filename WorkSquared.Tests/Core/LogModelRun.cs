using System.Collections.Immutable;
using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Import;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Settings;
using WorkSquared.Core.Turns;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;
using Kind = WorkSquared.Tests.Core.LogModelStep.Act;

namespace WorkSquared.Tests.Core;

/// <summary>The model: what must be in the log, and who holds which claim.</summary>
internal sealed class LogModelRun
{
    private static readonly ResponseMetadata _metadata = new("offline", "stop", Attempt: 1);

    private readonly TestWorkspace _workspace;
    private readonly ImmutableArray<Guid> _conversations;
    private readonly Dictionary<Guid, (Guid Conversation, string Text, Guid? Replaces)> _sent = [];
    private readonly Dictionary<Guid, List<Conversation>> _seen;
    private readonly List<TurnClaim> _claims = [];
    private readonly ClaimModel _held = new();
    private readonly HashSet<Guid> _deleted = [];
    private readonly List<Organise> _organised = [];

    public LogModelRun(TestWorkspace workspace)
    {
        _workspace = workspace;
        _conversations = [.. Enumerable.Range(0, 4).Select(_ => workspace.NewId())];
        _seen = _conversations.ToDictionary(id => id, _ => new List<Conversation>());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task TakeAsync(LogModelStep step)
    {
        var conversation = _conversations[step.Conversation];
        switch (step.Kind)
        {
            case Kind.Send:
                await SendAsync(conversation, $"Words {step.Number}{step.Address}", Seen(conversation, step.Number), replaces: null);
                break;
            case Kind.Edit when _sent.Values.Any(sent => sent.Conversation == conversation):
                var questions = _sent.Where(sent => sent.Value.Conversation == conversation).Select(sent => sent.Key).ToList();
                await SendAsync(conversation, $"Other words {step.Number}{step.Address}", after: null, replaces: questions[step.Number % questions.Count]);
                break;
            case Kind.SendAgain when _sent.Count > 0:
                var (again, known) = _sent.ElementAt(step.Number % _sent.Count);
                Assert.True((await _workspace.SayAsync(known.Conversation, known.Text, again, replaces: known.Replaces)).IsDuplicate);
                break;
            case Kind.SendOtherWords when _sent.Count > 0:
                var (used, first) = _sent.ElementAt(step.Number % _sent.Count);
                await Assert.ThrowsAsync<CommandRefusedException>(() => _workspace.SayAsync(first.Conversation, "Other words", used));
                break;
            case Kind.Claim:
                await ClaimAsync();
                break;
            case Kind.Start when Pick(step) is { } claim:
                Assert.Equal(!_held.Holds(claim), (await _workspace.Answers.StartAttemptAsync(claim, "test", null, Cancellation)).State is ClaimState.Lost);
                break;
            case Kind.Answer when Pick(step) is { } claim:
                await EndAsync(claim, _workspace.Answers.AnswerAsync(claim, $"Answer {step.Number}", "test", _metadata, Cancellation));
                break;
            case Kind.Fail when Pick(step) is { } claim:
                await EndAsync(claim, _workspace.Answers.FailAsync(claim, new("timeout", "Nothing came.", true), "", "test", null, Cancellation));
                break;
            case Kind.Cancel when Pick(step) is { } claim:
                await EndAsync(claim, _workspace.Answers.CancelAsync(claim, "So far", "test", null, Cancellation));
                break;
            case Kind.Stop when Pick(step) is { } claim:
                await _workspace.Chat.StopAsync(claim.StoreId, claim.ConversationId, claim.TurnId, _workspace.Ada, Cancellation);
                _held.Stop(claim.TurnId);
                break;
            case Kind.Delay when Pick(step) is { } claim:
                await DelayAsync(claim);
                break;
            case Kind.Regenerate when Pick(step) is { } claim:
                await AskAgainAsync(claim, RequestReason.Regenerate);
                break;
            case Kind.Retry when Pick(step) is { } claim:
                await AskAgainAsync(claim, RequestReason.Retry);
                break;
            case Kind.Fork when Pick(step) is { } claim && _held.Ended.Contains(claim.TurnId):
                await ForkAsync(claim);
                break;
            case Kind.Ask when _sent.Values.Any(sent => sent.Conversation == conversation):
                await AskAsync(conversation, step.Number);
                break;
            case Kind.Configure when _sent.Values.Any(sent => sent.Conversation == conversation):
                await UnlessInTheBinAsync(
                    conversation, _workspace.ConfigureAsync(conversation, prompt: step.Number > 2 ? $"Prompt {step.Number}" : null, answers: (AnswerRule)(step.Number % 2)));
                break;
            case Kind.Rename when _sent.Values.Any(sent => sent.Conversation == conversation):
                await UnlessInTheBinAsync(conversation, _workspace.Chat.RenameAsync(
                    TestWorkspace.StoreId, conversation, $"Title {step.Number}", _workspace.NewId(), _workspace.Ada, Cancellation));
                break;
            case Kind.Organise when _sent.Values.Any(sent => sent.Conversation == conversation):
                await OrganiseAsync(new(TestWorkspace.StoreId, _workspace.NewId(), conversation, (OrganisingAct)step.Number, _workspace.Ada));
                break;
            case Kind.OrganiseAgain when _organised.Count > 0:
                Assert.False(await _workspace.Get<IOrganisingCommands>().OrganiseAsync(_organised[step.Number % _organised.Count], Cancellation));
                break;
            case Kind.Release when Pick(step) is { } claim:
                await _workspace.Turns.ReleaseAsync(claim, Cancellation);
                _held.GiveBack(claim);
                break;
            case Kind.Restart when step.Number == 0:
                await _workspace.RestartAsync();
                _held.Restart();
                break;
        }
    }

    public async Task CheckAsync()
    {
        var head = (await _workspace.Reader.ListAsync(TestWorkspace.AllSeeing, 100, Cancellation)).Version;
        var events = head == 0 ? [] : await _workspace.TakeAsync((int)head);

        Assert.Equal(Enumerable.Range(1, (int)head).Select(position => (long)position), events.Select(committed => committed.Position));
        Assert.Equal(_sent.Keys.Order(), events.Select(committed => committed.Data).OfType<ChatMessageSent>().Select(sent => sent.Id).Order());
        Assert.Equal(_held.Ended.Order(), events.Where(committed => EventTypes.Terminal.Contains(committed.Type) && committed.Data is not AnswerImported).Select(committed => committed.CausationId!.Value).Order());

        await LogModelCheck.StatesAsync(_workspace, _seen, events);
        var report = await _workspace.Get<ILogVerifier>().VerifyAsync(Cancellation);
        Assert.Empty(report.Faults);
        Assert.Equal(head, report.Events);

        // Not every time: it takes as long as all of the rest.
        if (head % 5 == 0)
        {
            await LogModelCheck.ArchiveAsync(_workspace, isEmpty: _sent.Count == 0);
        }
    }

    private async Task SendAsync(Guid conversation, string text, Guid? after, Guid? replaces)
    {
        var id = _workspace.NewId();
        if (await UnlessInTheBinAsync(conversation, _workspace.SayAsync(conversation, text, id, after, replaces)))
        {
            _sent.Add(id, (conversation, text, replaces));
            _seen[conversation].Add(await _workspace.OpenAsync(conversation));
        }
    }

    private async Task<bool> UnlessInTheBinAsync(Guid conversation, Task command)
    {
        if (!_deleted.Contains(conversation))
        {
            await command;
            return true;
        }

        Assert.Equal(Refusal.Conflict, (await Assert.ThrowsAsync<CommandRefusedException>(() => command)).Refusal);
        return false;
    }

    private async Task OrganiseAsync(Organise command)
    {
        var isRefused = _deleted.Contains(command.ConversationId) && command.Act is not (OrganisingAct.Delete or OrganisingAct.Restore);
        var open = (await _workspace.OpenAsync(command.ConversationId)).OpenTurns;
        var organising = _workspace.Get<IOrganisingCommands>().OrganiseAsync(command, Cancellation);
        if (isRefused)
        {
            await Assert.ThrowsAsync<CommandRefusedException>(() => organising);
        }
        else if (await organising)
        {
            _organised.Add(command);
        }

        if (command.Act is OrganisingAct.Delete && _deleted.Add(command.ConversationId))
        {
            open.ForEach(turn => _held.Stop(turn.Id));
        }

        _deleted.ExceptWith(command.Act is OrganisingAct.Restore ? [command.ConversationId] : []);
    }

    /// <summary>What a sender may have in view, up to date or not.</summary>
    private Guid? Seen(Guid conversation, int number)
    {
        var states = _seen[conversation];
        return states.Count == 0 || number == 0 ? null : states[^Math.Min(number, states.Count)].Tip;
    }

    private async Task DelayAsync(TurnClaim claim)
    {
        var holds = _held.Holds(claim);
        var retryAt = _workspace.Time.GetUtcNow().AddSeconds(5);
        var delayed = _workspace.Answers.DelayAsync(claim, claim.Attempts, new("timeout", "Nothing came.", true), retryAt, "So far", "test", null, Cancellation);
        Assert.Equal(holds, await delayed);
        if (holds)
        {
            _held.GiveBack(claim);
            _workspace.Time.Advance(TimeSpan.FromSeconds(5));
        }
    }

    private async Task AskAgainAsync(TurnClaim claim, RequestReason reason)
    {
        try
        {
            await _workspace.AskAgainAsync(claim.ConversationId, claim.TurnId, reason);
        }
        catch (CommandRefusedException refused)
        {
            // There is an answer to what should be retried, or it is in the bin; nothing was committed.
            Assert.Equal(Refusal.Conflict, refused.Refusal);
            Assert.True(reason is RequestReason.Retry || _deleted.Contains(claim.ConversationId));
        }
    }

    private async Task ForkAsync(TurnClaim claim)
    {
        var command = new ForkConversation(claim.StoreId, _workspace.NewId(), claim.ConversationId, claim.TurnId, _workspace.Ada);
        var fork = await _workspace.Get<IForks>().ForkAsync(command, Cancellation);

        // A double click forks once, and whoever goes on in the fork is owed an answer.
        Assert.Equal(fork, await _workspace.Get<IForks>().ForkAsync(command, Cancellation));
        _seen[fork] = [await _workspace.OpenAsync(fork)];
        await SendAsync(fork, "Elsewhere", after: null, replaces: null);
    }

    /// <summary>What was said among people may be asked later, once.</summary>
    private async Task AskAsync(Guid conversation, int number)
    {
        var shown = await _workspace.OpenAsync(conversation);
        var unasked = shown.Messages.FindAll(message => message.Kind is MessageKind.Question && shown.IsUnasked(message));
        if (unasked.Count > 0)
        {
            var asked = unasked[number % unasked.Count].TurnId;
            await UnlessInTheBinAsync(conversation, _workspace.AskAgainAsync(conversation, asked, RequestReason.Ask));
        }
    }

    private async Task ClaimAsync()
    {
        if (await _workspace.ClaimAsync() is { } claim)
        {
            _claims.Add(claim);
            _held.Take(claim);
        }
    }

    private async Task EndAsync(TurnClaim claim, Task<bool> ending)
    {
        var holds = _held.Holds(claim);
        Assert.Equal(holds, await ending);
        if (holds)
        {
            Assert.True(_held.End(claim.TurnId));
        }
    }

    private TurnClaim? Pick(LogModelStep step) => _claims.Count == 0 ? null : _claims[step.Number % _claims.Count];
}
