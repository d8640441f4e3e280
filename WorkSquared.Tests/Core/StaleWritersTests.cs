using CsCheck;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Labels;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Turns;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

/// <summary>Several tabs of two people write at once, each by what it has seen at some time: nothing that is stored goes or moves.</summary>
public sealed class StaleWritersTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TabsThatKnowOlderStates_WritingAtOnce_NeitherRemoveNorReorderAMessage() =>
        await Step.Any.Array[1, 3].Array[5, 30].SampleAsync(
            async rounds =>
            {
                await using var workspace = await TestWorkspace.StartAsync();
                var run = new Run(workspace);
                foreach (var round in rounds)
                {
                    await Task.WhenAll(round.Select(run.TakeAsync));
                    await run.CheckAsync();
                }

                Assert.Empty((await workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
            },
            iter: 30,
            threads: 1);

    private sealed record Step(Step.Act Kind, int Tab, int Number)
    {
        public enum Act
        {
            Look,
            Send,
            SendUnread,
            Edit,
            Withdraw,
            AskAgain,
            Label,
            Rename,
            Organise,
            Answer,
        }

        public static Gen<Step> Any { get; } = Gen.Select(Gen.Enum<Act>(), Gen.Int[0, 3], Gen.Int[0, 5], (kind, tab, number) => new Step(kind, tab, number));
    }

    private sealed record Stored(long Position, Guid Id, string Author, string Text);

    private sealed class Run(TestWorkspace workspace)
    {
        private const int Tabs = 4;

        private readonly Guid _conversation = workspace.NewId();

        // What each tab has in view: it changes when somebody looks, and not with what the others do.
        private readonly Conversation?[] _shown = new Conversation?[Tabs];
        private readonly List<Conversation> _everShown = [];
        private List<Stored> _stored = [];

        public async Task TakeAsync(Step step)
        {
            // The first message begins the conversation, whoever is first.
            if (step.Kind is not (Step.Act.Send or Step.Act.Answer) && _stored.Count == 0)
            {
                return;
            }

            try
            {
                await ActAsync(step);
            }
            catch (CommandRefusedException refused)
            {
                // In the bin, older than what others have written meanwhile, or asked again of something that has its answer.
                Assert.True(refused.Refusal is Refusal.Conflict or Refusal.Outdated, refused.Message);
            }
        }

        /// <summary>What was there is there, in its place, in the table and on the branch of whoever had it in view.</summary>
        public async Task CheckAsync()
        {
            var stored = await workspace.Snapshots.ReadEverythingAsync(
                context => context.Messages.AsNoTracking().OrderBy(row => row.Position)
                    .Select(row => new Stored(row.Position, row.Id, row.Author, row.Text)).ToList(),
                Cancellation);
            Assert.Equal(_stored, stored.Take(_stored.Count));
            _stored = stored;

            foreach (var shown in _everShown)
            {
                var known = shown.Messages.Select(message => message.Id).ToHashSet();
                var now = await workspace.OpenAsync(_conversation, shown.Tip);
                Assert.Equal(shown.Messages.Select(Told), now.Messages.Where(message => known.Contains(message.Id)).Select(Told));
            }
        }

        private static (Guid, long, string) Told(Message message) => (message.Id, message.Position, message.Text);

        private async Task ActAsync(Step step)
        {
            var person = Actor.Person(step.Tab % 2 == 0 ? "ada" : "bob");
            var shown = _shown[step.Tab];
            switch (step.Kind)
            {
                case Step.Act.Look:
                    var now = await workspace.OpenAsync(_conversation);
                    _shown[step.Tab] = now;
                    lock (_everShown)
                    {
                        _everShown.Add(now);
                    }

                    break;
                case Step.Act.Send:
                    await SendAsync(person, $"Words {step.Number}", shown?.Tip);
                    break;
                case Step.Act.SendUnread when shown is not null:
                    await SendAsync(person, $"Older words {step.Number}", shown.Tip, seen: shown.Version);
                    break;
                case Step.Act.Edit when Question(shown, step.Number) is { } question:
                    await SendAsync(person, $"Other words {step.Number}", after: null, replaces: question.Id);
                    break;
                case Step.Act.Withdraw when shown is { OpenTurns: [.., var last] }:
                    await workspace.Chat.StopAsync(TestWorkspace.StoreId, _conversation, last.Id, person, Cancellation);
                    break;
                case Step.Act.AskAgain when shown?.Messages.FindLast(message => message.ResponseTo is not null) is { } ended:
                    await workspace.AskAgainAsync(_conversation, ended.TurnId, step.Number % 2 == 0 ? RequestReason.Retry : RequestReason.Regenerate);
                    break;
                case Step.Act.Label:
                    var label = new ChangeLabel(TestWorkspace.StoreId, workspace.NewId(), _conversation, $"Label {step.Number / 2}", step.Number % 2 == 0, person);
                    await workspace.Get<ILabelCommands>().ChangeAsync(label, Cancellation);
                    break;
                case Step.Act.Rename:
                    await workspace.Chat.RenameAsync(TestWorkspace.StoreId, _conversation, $"Title {step.Number}", workspace.NewId(), person, Cancellation);
                    break;
                case Step.Act.Organise:
                    var organise = new Organise(TestWorkspace.StoreId, workspace.NewId(), _conversation, (OrganisingAct)step.Number, person);
                    await workspace.Get<IOrganisingCommands>().OrganiseAsync(organise, Cancellation);
                    break;
                case Step.Act.Answer when await workspace.ClaimAsync() is { } claim:
                    await AnswerAsync(claim, step.Number);
                    break;
            }
        }

        private async Task SendAsync(Actor person, string text, Guid? after, Guid? replaces = null, long? seen = null)
        {
            var command = new SendMessage(TestWorkspace.StoreId, workspace.NewId(), _conversation, text, person, after, replaces, seen)
            {
                WithdrawsReplaced = true,
            };
            var sent = await workspace.Chat.SendAsync(command, Cancellation);

            // A second time it is the same message, whatever has come in between.
            Assert.Equal(sent with { IsDuplicate = true }, await workspace.Chat.SendAsync(command, Cancellation));
        }

        private async Task AnswerAsync(TurnClaim claim, int number)
        {
            await workspace.Answers.StartAttemptAsync(claim, "test", null, Cancellation);
            await (number switch
            {
                0 => workspace.Answers.FailAsync(claim, new("timeout", "Nothing came.", true), "", "test", null, Cancellation),
                1 => workspace.Answers.CancelAsync(claim, "So far", "test", null, Cancellation),
                _ => workspace.Answers.AnswerAsync(claim, $"Answer {number}", "test", new("offline", "stop", Attempt: 1), Cancellation),
            });
        }

        private static Message? Question(Conversation? shown, int number) =>
            shown?.Messages.FindAll(message => message.Kind is MessageKind.Question) is { Count: > 0 } questions ? questions[number % questions.Count] : null;
    }
}
