using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Sharing;

public sealed class BegunInPrivateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Conversation_ThatBeginsInPrivate_IsSeenByNobodyElse_FromItsFirstEventOn()
    {
        await using var one = await PrivateConversation.StartAsync();
        var from = (await one.Workspace.Reader.ListAsync(TestWorkspace.AllSeeing, 1, Cancellation)).Version;
        SendMessage command = new(TestWorkspace.StoreId, one.Workspace.NewId(), one.Workspace.NewId(), "Between me and you", one.Insider) { BeginsRestricted = true };

        var sent = await one.Workspace.Chat.SendAsync(command, Cancellation);
        var again = await one.Workspace.Chat.SendAsync(command, Cancellation);
        await one.SayAsync(one.Insider, "The end", one.Open);

        Assert.Equal((sent.Position, true), (again.Position, again.IsDuplicate));
        Assert.Equal(["ConversationCreated", "ConversationRestricted", "ChatMessageSent", "ChatMessageSent"], await HeardAsync(one, one.Insider, from));

        // By that event a page drops what it showed, and so everybody gets it. It says that there is one, and nothing of it.
        Assert.Equal(["ConversationRestricted", "ChatMessageSent"], await HeardAsync(one, Member.ActorOf(one.Cy), from));
        Assert.Equal(["ConversationRestricted", "ChatMessageSent"], await HeardAsync(one, Member.ActorOf(one.Team.Ada), from));
    }

    [Fact]
    public async Task Message_IntoAConversationThatIsThere_DoesNotCloseIt()
    {
        await using var one = await PrivateConversation.StartAsync();

        await one.Workspace.Chat.SendAsync(
            new SendMessage(TestWorkspace.StoreId, one.Workspace.NewId(), one.Open, "And this?", one.Insider) { BeginsRestricted = true }, Cancellation);

        Assert.NotNull(await one.Workspace.Reader.OpenAsync(
            PrivateConversation.ReaderOf(Member.ActorOf(one.Cy)), one.Open, turnId: null, window: 10, Cancellation));
    }

    private static async Task<List<string>> HeardAsync(PrivateConversation one, Actor by, long from)
    {
        List<string> heard = [];
        await foreach (var committed in one.Workspace.Bus.SubscribeAsync(PrivateConversation.ReaderOf(by), from, topic: null, Cancellation))
        {
            heard.Add(committed.Data.GetType().Name);
            if (committed.Data is ChatMessageSent { Message: "The end" })
            {
                break;
            }
        }

        return heard;
    }
}
