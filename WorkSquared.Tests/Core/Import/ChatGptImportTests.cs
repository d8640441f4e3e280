using WorkSquared.Core.Chat;
using WorkSquared.Core.Import;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Import;

public sealed class ChatGptImportTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sample_BecomesItsConversations_WithWhatItsPageShowed()
    {
        await using var workspace = await TestWorkspace.StartAsync();

        var status = await workspace.ImportAsync(ChatGptSample.Json);

        Assert.Equal((ImportPhase.Done, 2, 9, 0), (status.Phase, status.Conversations, status.Messages, status.Known));
        Assert.Equal(
            ["conversations that can't be read: 1", "conversations without a message: 1", "messages outside of the conversation's tree: 2"],
            status.Skipped.Select(skipped => $"{skipped.Key}: {skipped.Value}"));
        var moved = await FindAsync(workspace, "Move the office");
        Assert.Equal(
            ["[image]\n\nWhere to, by this map? \ufffd\n\n[file: map.pdf]", "The **old** harbour.", "When?", "In May."],
            moved.Messages.Select(message => message.Text));
        Assert.True(moved.Messages[1].IsCutShort);
        Assert.Equal(("gpt-4o", DateTimeOffset.FromUnixTimeSeconds(1718000030)), (moved.Messages[3].ModelId, moved.Messages[3].At));
        Assert.Equal(ImportSource.ChatGpt, moved.Origin?.Source);
        Assert.All(moved.Messages, message => Assert.Equal(workspace.Ada, message.Author.OnBehalfOf));
        Assert.NotNull((await FindAsync(workspace, "Kept")).Place.ArchivedAt);
        Assert.Empty((await workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
    }

    [Fact]
    public async Task EditsAndOtherAnswers_AreBranches()
    {
        await using var workspace = await TestWorkspace.StartAsync();

        await workspace.ImportAsync(ChatGptSample.Json);

        var newest = await FindAsync(workspace, "Move the office");
        Assert.Equal(3, newest.Branch[0].Alternatives.Count);
        Assert.Equal(2, newest.Branch[0].Wordings.Count());
        Assert.Equal(
            [["Where to?", "Downtown."], ["Where to?", "The harbour."]],
            await newest.Branch[0].Alternatives.Take(2).ToAsyncEnumerable()
                .Select(async (Alternative other, CancellationToken _) => (await workspace.OpenAsync(newest.Id, other.NodeId)).Messages.Select(message => message.Text).ToArray())
                .ToArrayAsync(Cancellation));
    }

    [Fact]
    public async Task HundredConversations_InTheirZip_ComeOnce_HoweverOftenTheyAreImported()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var file = Archives.Zip(("chat.html", "<html>"), ("conversations.json", ChatGptSample.Generate(100, 10)), ("user.json", "{}"));

        var first = await workspace.ImportAsync(file);
        var second = await workspace.ImportAsync(file);

        Assert.Equal((100, 2000, 0), (first.Conversations, first.Messages, first.Known));
        Assert.Equal((0, 0, 100), (second.Conversations, second.Messages, second.Known));
        var newest = (await workspace.Reader.ListAsync(TestWorkspace.AllSeeing, 200, Cancellation)).Items;
        Assert.Equal(100, newest.Count);
        Assert.Equal(20, (await workspace.OpenAsync(newest[0].Id)).Messages.Count);
    }

    [Fact]
    public async Task Conversation_OfAThousandTurns_IsNoTooDeepTree()
    {
        await using var workspace = await TestWorkspace.StartAsync();

        var status = await workspace.ImportAsync(ChatGptSample.Generate(1, 1500));

        Assert.Equal((1, 3000), (status.Conversations, status.Messages));
    }

    private static async Task<Conversation> FindAsync(TestWorkspace workspace, string title)
    {
        var events = await workspace.TakeAsync((int)(await workspace.Reader.ListAsync(TestWorkspace.AllSeeing, 1, Cancellation)).Version);
        return await workspace.OpenAsync(events.Select(committed => committed.Data).OfType<ConversationImported>().Single(begun => begun.Title == title).Id);
    }
}
