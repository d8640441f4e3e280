using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Faults;

public sealed class StopRaceTests
{
    private const int Races = 200;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StopThatRacesTheLastPiece_EndsEveryTurnOnce_OneWayOrTheOther()
    {
        using var model = new ScriptedChatClient();
        await using var workspace = await AnsweringWorkspace.StartAsync(url: null, services => services.AddSingleton<IChatClient>(model));
        var random = new Random(4711);
        var ends = new List<WorkEvent>();

        for (var race = 0; race < Races; race++)
        {
            var conversation = workspace.NewId();
            var question = await workspace.SayAsync(conversation, "Quick");
            var call = await model.NextCallAsync();
            call.Say("It is ");

            // Each of the two has won for certain once.
            if (race < 2)
            {
                await (race == 0
                    ? StopThenFinishAsync(workspace, conversation, question, call)
                    : FinishThenStopAsync(workspace, conversation, question, call));
                ends.Add(await EndAsync(workspace, conversation));
                continue;
            }

            // Both are in flight for about as long as a commit takes: any of the two may be first at every step of the way.
            var (head, spins) = (random.Next(2) == 0, random.Next(60_000));
            var stopping = Task.Run(
                async () =>
                {
                    Thread.SpinWait(head ? 0 : spins);
                    await StopAsync(workspace, conversation, question);
                },
                Cancellation);
            var finishing = Task.Run(
                () =>
                {
                    Thread.SpinWait(head ? spins : 0);
                    call.Answer("done.");
                },
                Cancellation);
            await Task.WhenAll(stopping, finishing);

            ends.Add(await EndAsync(workspace, conversation));
        }

        Assert.All(ends.OfType<LLMResponseReceived>(), received => Assert.Equal("It is done.", received.Message));
        Assert.All(
            ends.OfType<LLMResponseCancelled>(),
            cancelled => Assert.StartsWith(cancelled.Message, "It is done.", StringComparison.Ordinal));
        Assert.InRange(ends.OfType<LLMResponseReceived>().Count(), 1, Races - 1);
        Assert.Equal(Races, ends.OfType<LLMResponseReceived>().Count() + ends.OfType<LLMResponseCancelled>().Count());

        var version = (await workspace.Reader.ListAsync(TestWorkspace.AllSeeing, 1, Cancellation)).Version;
        Assert.Equal(Enumerable.Repeat(1, Races), (await workspace.TakeAsync((int)version)).EndsOfTurns());
        Assert.Empty((await workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
    }

    private static async Task StopThenFinishAsync(TestWorkspace workspace, Guid conversation, SentMessage question, ScriptedCall call)
    {
        await StopAsync(workspace, conversation, question);
        await call.Cancelled;
        call.Answer("done.");
    }

    private static async Task FinishThenStopAsync(TestWorkspace workspace, Guid conversation, SentMessage question, ScriptedCall call)
    {
        call.Answer("done.");
        await EndAsync(workspace, conversation);
        await StopAsync(workspace, conversation, question);
    }

    private static Task StopAsync(TestWorkspace workspace, Guid conversation, SentMessage question) =>
        workspace.Chat.StopAsync(TestWorkspace.StoreId, conversation, question.TurnId, workspace.Ada, Cancellation);

    private static async Task<WorkEvent> EndAsync(TestWorkspace workspace, Guid conversation)
    {
        var events = workspace.Bus.SubscribeAsync(TestWorkspace.AllSeeing, 0, conversation, Cancellation);
        return (await events.FirstAsync(committed => EventTypes.Terminal.Contains(committed.Type), Cancellation)).Data;
    }
}
