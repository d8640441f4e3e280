using System.Collections.Immutable;
using CsCheck;
using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Turns;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

/// <summary>Random sequences of commands: whatever people and the responder do, the log and everything derived from it agree.</summary>
public sealed class LogModelTests
{
    private static readonly ResponseMetadata _metadata = new("offline", "stop", Attempt: 1);

    private static readonly Gen<Step> _step = Gen.Select(Gen.Enum<Kind>(), Gen.Int[0, 3], Gen.Int[0, 5], (kind, conversation, number) => new Step(kind, conversation, number));

    public enum Kind
    {
        Send,
        SendAgain,
        SendOtherWords,
        Claim,
        Start,
        Answer,
        Fail,
        Cancel,
        Stop,
        Retry,
        Rename,
        Release,
        Restart,
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnySequenceOfCommands_LeavesASoundLog_AndStatesThatEqualItsFold() =>
        await _step.Array[5, 60].SampleAsync(
            async steps =>
            {
                await using var workspace = await TestWorkspace.StartAsync();
                var run = new Run(workspace);
                foreach (var step in steps)
                {
                    await run.TakeAsync(step);
                }

                await run.CheckAsync();
            },
            iter: 60,
            threads: 1);

    public sealed record Step(Kind Kind, int Conversation, int Number);

    /// <summary>The model: what must be in the log, and who holds which claim.</summary>
    private sealed class Run(TestWorkspace workspace)
    {
        private readonly ImmutableArray<Guid> _conversations = [.. Enumerable.Range(0, 4).Select(_ => workspace.NewId())];
        private readonly Dictionary<Guid, (Guid Conversation, string Text)> _sent = [];
        private readonly List<TurnClaim> _claims = [];
        private readonly Dictionary<Guid, long> _epochs = [];
        private readonly HashSet<Guid> _ended = [];

        public async Task TakeAsync(Step step)
        {
            var conversation = _conversations[step.Conversation];
            switch (step.Kind)
            {
                case Kind.Send:
                    var id = workspace.NewId();
                    await workspace.SayAsync(conversation, $"Words {step.Number}", id);
                    _sent.Add(id, (conversation, $"Words {step.Number}"));
                    break;
                case Kind.SendAgain when _sent.Count > 0:
                    var (again, known) = _sent.ElementAt(step.Number % _sent.Count);
                    Assert.True((await workspace.SayAsync(known.Conversation, known.Text, again)).IsDuplicate);
                    break;
                case Kind.SendOtherWords when _sent.Count > 0:
                    var (used, first) = _sent.ElementAt(step.Number % _sent.Count);
                    await Assert.ThrowsAsync<CommandRefusedException>(() => workspace.SayAsync(first.Conversation, "Other words", used));
                    break;
                case Kind.Claim:
                    await ClaimAsync();
                    break;
                case Kind.Start when Pick(step) is { } claim:
                    Assert.Equal(!Holds(claim), (await workspace.Answers.StartAttemptAsync(claim, "test", Cancellation)).State is ClaimState.Lost);
                    break;
                case Kind.Answer when Pick(step) is { } claim:
                    await EndAsync(claim, workspace.Answers.AnswerAsync(claim, $"Answer {step.Number}", "test", _metadata, Cancellation));
                    break;
                case Kind.Fail when Pick(step) is { } claim:
                    await EndAsync(claim, workspace.Answers.FailAsync(claim, new("timeout", "Nothing came.", true), "", "test", Cancellation));
                    break;
                case Kind.Cancel when Pick(step) is { } claim:
                    await EndAsync(claim, workspace.Answers.CancelAsync(claim, "So far", "test", Cancellation));
                    break;
                case Kind.Stop when Pick(step) is { } claim:
                    await workspace.Chat.StopAsync(claim.StoreId, claim.ConversationId, claim.TurnId, workspace.Ada, Cancellation);
                    break;
                case Kind.Retry when Pick(step) is { } claim:
                    await workspace.Chat.RetryAsync(claim.StoreId, claim.ConversationId, claim.QuestionId, workspace.NewId(), workspace.Ada, Cancellation);
                    break;
                case Kind.Rename when _sent.Values.Any(sent => sent.Conversation == conversation):
                    await workspace.Chat.RenameAsync(
                        TestWorkspace.StoreId, conversation, $"Title {step.Number}", workspace.NewId(), workspace.Ada, Cancellation);
                    break;
                case Kind.Release when Pick(step) is { } claim:
                    await workspace.Turns.ReleaseAsync(claim, Cancellation);
                    break;
                case Kind.Restart when step.Number == 0:
                    await workspace.RestartAsync();
                    _epochs.Clear();
                    break;
            }
        }

        public async Task CheckAsync()
        {
            var head = (await workspace.Reader.ListAsync(TestWorkspace.StoreId, 100, Cancellation)).Version;
            var events = head == 0 ? [] : await workspace.TakeAsync((int)head);

            Assert.Equal(Enumerable.Range(1, (int)head).Select(position => (long)position), events.Select(committed => committed.Position));
            Assert.Equal(_sent.Keys.Order(), events.Select(committed => committed.Data).OfType<ChatMessageSent>().Select(sent => sent.Id).Order());
            Assert.Equal(_ended.Order(), events.Where(committed => EventTypes.Terminal.Contains(committed.Type)).Select(committed => committed.CausationId!.Value).Order());

            await CheckStatesAsync(events);
            var report = await workspace.Get<ILogVerifier>().VerifyAsync(Cancellation);
            Assert.Empty(report.Faults);
            Assert.Equal(head, report.Events);
        }

        private async Task CheckStatesAsync(List<CommittedEvent> events)
        {
            // Every event twice: seen again it must change nothing.
            var list = events.SelectMany(committed => new[] { committed, committed }).Aggregate(ConversationList.Empty, (state, committed) => state.Apply(committed));
            Assert.Equal(list.Items, (await workspace.Reader.ListAsync(TestWorkspace.StoreId, 100, Cancellation)).Items);

            foreach (var id in list.Items.Select(summary => summary.Id))
            {
                var folded = events.SelectMany(committed => new[] { committed, committed })
                    .Aggregate(Conversation.Empty(TestWorkspace.StoreId, id), (state, committed) => state.Apply(committed));
                var stored = await workspace.OpenAsync(id);

                Assert.Equal(folded.Messages, stored.Messages);
                Assert.Equal(folded.OpenTurns, stored.OpenTurns);
                Assert.Equal((folded.Title, folded.Version), (stored.Title, stored.Version));
            }
        }

        private async Task ClaimAsync()
        {
            if (await workspace.ClaimAsync() is { } claim)
            {
                _claims.Add(claim);
                _epochs[claim.TurnId] = claim.Epoch;
            }
        }

        private async Task EndAsync(TurnClaim claim, Task<bool> ending)
        {
            var holds = Holds(claim);
            Assert.Equal(holds, await ending);
            if (holds)
            {
                Assert.True(_ended.Add(claim.TurnId));
            }
        }

        private bool Holds(TurnClaim claim) => !_ended.Contains(claim.TurnId) && _epochs.TryGetValue(claim.TurnId, out var epoch) && epoch == claim.Epoch;

        private TurnClaim? Pick(Step step) => _claims.Count == 0 ? null : _claims[step.Number % _claims.Count];
    }
}
