using Bunit;
using WorkSquared.Core.Sharing;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Web;

public sealed class SharingOnThePageTests : IDisposable
{
    private readonly TestUi _ui = new();
    private readonly Guid _conversation;

    public SharingOnThePageTests()
    {
        _conversation = _ui.Workspace.NewId();
        _ui.Workspace.Say(_conversation, "What does a zeppelin cost?");
    }

    public void Dispose() => _ui.Dispose();

    [Fact]
    public void Page_OfAConversationThatIsTakenFromItsReader_IsNotThereAnyMore()
    {
        var page = _ui.OpenPage(_conversation);
        Assert.Contains("zeppelin", page.Markup, StringComparison.Ordinal);

        _ui.Workspace.Hidden = _conversation;
        _ui.Workspace.Commit(new ConversationRestricted(_conversation, _ui.Time.GetUtcNow()), InMemoryWorkspace.Local);

        page.WaitForAssertion(() => Assert.Contains("Conversation not found", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("zeppelin", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Title_OfARestrictedConversation_HasALock_ForThoseWhoStillSeeIt()
    {
        var page = _ui.OpenPage(_conversation);
        Assert.Empty(page.FindAll(".restricted"));

        _ui.Workspace.Commit(new ConversationRestricted(_conversation, _ui.Time.GetUtcNow()), InMemoryWorkspace.Local);

        page.WaitForAssertion(() => Assert.Equal("Only some people can see this", page.Find(".restricted[role=img]").GetAttribute("aria-label")));
    }
}
