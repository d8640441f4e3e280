using Bunit;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Layout;

namespace WorkSquared.Tests.Web;

public sealed class GuestOnThePageTests : IAsyncDisposable
{
    private static readonly Guid _viewer = Guid.Parse("01980000-0000-7000-8000-00000000000a");

    private readonly TestUi _ui = new() { Person = Member.ActorOf(_viewer) };

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Theory]
    [InlineData(Role.Guest, false)]
    [InlineData(Role.Member, true)]
    public void NewConversation_IsOfferedToWhoeverMayBeginOne(Role role, bool isOffered)
    {
        Enter(role);

        var page = _ui.OpenPage("new");
        var nav = _ui.Render<ConversationNav>();

        Assert.Equal(isOffered, page.FindAll("textarea[aria-label='Message']").Count == 1);
        Assert.Equal(isOffered, page.FindAll("[data-starter]").Count > 0);
        Assert.Equal(isOffered, nav.FindAll("button.new").Count == 1);
    }

    [Fact]
    public void Guest_WritesWhereSomebodyHasSharedAConversation()
    {
        var conversation = _ui.Workspace.NewId();
        _ui.Workspace.Say(conversation, "Have a look");
        Enter(Role.Guest);

        Assert.Single(_ui.OpenPage(conversation).FindAll("textarea[aria-label='Message']"));
    }

    private void Enter(Role role)
    {
        _ui.Workspace.Commit(new UserCreated(_viewer, "Gus", _ui.Time.GetUtcNow()), _ui.Person);
        _ui.Workspace.Commit(new RoleGranted(_viewer, role, _ui.Time.GetUtcNow()), Actor.System);
    }
}
