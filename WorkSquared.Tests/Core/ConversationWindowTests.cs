using WorkSquared.Core.Chat;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

public sealed class ConversationWindowTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Window_AroundAnyTurn_IsAPartOfItsBranch_AndKnowsTheEnd()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = await LongConversation.CreateAsync(workspace, turns: 30);
        var whole = await workspace.OpenAsync(conversation);

        for (var shown = 0; shown < 30; shown++)
        {
            var part = await AroundAsync(workspace, whole, shown);

            var end = Math.Min(30, shown + 6);
            var start = Math.Max(0, end - 10);
            Assert.Equal(whole.Branch.Take(end).Skip(start).Select(step => step.NodeId), part.Branch.Select(step => step.NodeId));
            Assert.Equal(2 * (end - start), part.Messages.Count);
            Assert.Equal((start > 0, end < 30, whole.Tip), (part.HasEarlier, part.HasLater, part.Tip));
        }
    }

    [Fact]
    public async Task Window_ThatEndsEarlier_TakesNothingIn_AndStillKnowsTheEnd()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = await LongConversation.CreateAsync(workspace, turns: 30);
        var whole = await workspace.OpenAsync(conversation);
        var part = await AroundAsync(workspace, whole, 5);

        var next = await workspace.SayAsync(conversation, "At the end", after: part.Tip);
        var told = part.Apply((await workspace.TakeAsync(1, after: part.Version))[0]);

        Assert.Equal(part.Messages, told.Messages);
        Assert.Equal((next.TurnId, false), (told.Tip, told.IsOutdated));

        // Somebody who had seen less: where that went can't be told from here.
        await workspace.SayAsync(conversation, "At the end as well", after: whole.Branch[3].NodeId);
        Assert.True(told.Apply((await workspace.TakeAsync(1, after: told.Version))[0]).IsOutdated);
    }

    private static async Task<Conversation> AroundAsync(TestWorkspace workspace, Conversation whole, int shown) =>
        (await workspace.Reader.OpenAtAsync(TestWorkspace.AllSeeing, whole.Id, whole.Branch[shown].NodeId, whole.Tip, window: 10, Cancellation))!;
}
