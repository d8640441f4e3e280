using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Llm.Answering;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Faults;

public sealed class FairnessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StoreWithTwoHundredTurnsInLine_DoesNotHoldUpTheOneOfAnotherStore()
    {
        using var model = new ScriptedChatClient();
        var workspace = await AnsweringWorkspace.StartAsync(url: null, services => services
            .Configure<ResponderOptions>(responder => responder.MaxConcurrency = 4)
            .AddSingleton<IChatClient>(model));
        await workspace.Writer.ExecuteAsync(
            session => session.Execute(
                "INSERT INTO stores (id, head, chain, projection_version) SELECT 'small', 0, @p1, projection_version FROM stores LIMIT 1",
                EventHash.Genesis),
            Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => workspace.SayAsync(workspace.NewId(), $"Large {number}")));
        for (var large = 0; large < 3; large++)
        {
            Assert.StartsWith("user: Large", Assert.Single((await model.NextCallAsync()).Turns), StringComparison.Ordinal);
        }

        await SayInSmallAsync("First");
        var first = await model.NextCallAsync();
        Assert.Equal(["user: First"], first.Turns);

        // Every slot is taken; the next that gets free is for whoever has the fewest.
        await SayInSmallAsync("Second");
        first.Answer("Here.");
        Assert.Equal(["user: Second"], (await model.NextCallAsync()).Turns);

        // The two hundred are still in line, and a shutdown waits for those under way.
        await workspace.AdvanceUntilAsync(() => workspace.DisposeAsync().AsTask());

        async Task SayInSmallAsync(string text) => await workspace.Chat.SendAsync(
            new SendMessage("small", workspace.NewId(), workspace.NewId(), text, workspace.Ada), Cancellation);
    }
}
