using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Events;
using WorkSquared.Core.Turns;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components;
using WorkSquared.Web.Components.Chat;
using WorkSquared.Web.Components.Layout;

namespace WorkSquared.Tests.Web;

public sealed class UnreadTests : IAsyncDisposable
{
    private static readonly Actor _bob = Actor.Person("bob");

    private readonly TestUi _ui = new();
    private readonly Guid _conversation;

    public UnreadTests()
    {
        _conversation = _ui.Workspace.NewId();
        _ui.Workspace.Say(_conversation, "A plan", _bob);
    }

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Fact]
    public void WordsOfSomebodyElse_AreMarked_AndOwnOnesAreNot()
    {
        var own = _ui.Workspace.NewId();
        _ui.Workspace.Say(own, "Mine");
        _ui.Workspace.Cancel(_ui.Workspace.RunningTurn(own), own, "");
        _ui.Workspace.Cancel(_ui.Workspace.RunningTurn(_conversation), _conversation, "");

        var nav = RenderNav("new");

        Assert.Equal("A plan", Assert.Single(Unread(nav)));
        Assert.Equal("Unread", nav.Find("[role=img]").GetAttribute("aria-label"));
        _ui.Workspace.Answer(AskedBy(own), own, "Yes.");
        nav.WaitForAssertion(() => Assert.Equal(["Mine", "A plan"], Unread(nav)));
    }

    [Fact]
    public void Conversation_ReadOnOnePage_IsReadOnAllOfThem()
    {
        var nav = RenderNav("new");
        Assert.Single(Unread(nav));

        var page = _ui.OpenPage(_conversation);
        Assert.Empty(_ui.Marks.Marks);
        _ui.Tab.Show(isVisible: true);

        page.WaitForAssertion(() => Assert.Equal(2, Assert.Single(_ui.Marks.Marks).Position));
        nav.WaitForAssertion(() => Assert.Empty(Unread(nav)));
    }

    [Fact]
    public void Conversation_ReadElsewhere_BetweenTheHtmlAndItsCircuit_IsRead()
    {
        var nav = RenderNav("new", beforeTheCircuit: () => _ui.Marks.Mark(new(InMemoryWorkspace.StoreId, InMemoryWorkspace.Local, _conversation, 2)));

        nav.WaitForAssertion(() => Assert.Empty(Unread(nav)));
    }

    [Fact]
    public void Conversations_OpenedOneAfterTheOther_AreBothRead()
    {
        var other = _ui.Workspace.NewId();
        _ui.Workspace.Say(other, "Other plan", _bob);
        _ui.Tab.Show(isVisible: true);
        var page = _ui.OpenPage(_conversation);

        _ui.Navigation.NavigateTo($"c/{other}");
        page.Render(parameters => parameters.Add(shown => shown.ConversationText, other.ToString()));

        page.WaitForAssertion(() => Assert.Equal([_conversation, other], _ui.Marks.Marks.Select(mark => mark.ConversationId)));
    }

    [Fact]
    public void HiddenTab_ReadsNothing()
    {
        _ui.Tab.Show(isVisible: true);
        _ui.Tab.Show(isVisible: false);
        var page = _ui.OpenPage(_conversation);

        _ui.Workspace.Answer(_ui.Workspace.RunningTurn(_conversation), _conversation, "Agreed.");
        page.WaitForAssertion(() => Assert.Contains("Agreed.", page.Markup, StringComparison.Ordinal));

        Assert.Empty(_ui.Marks.Marks);
    }

    [Fact]
    public void Answer_ThatComesWhileTheTabIsHidden_IsSeenInItsTitle_UntilThePersonIsBack()
    {
        _ui.Tab.Show(isVisible: true);
        var page = _ui.OpenPage(_conversation);
        _ui.Tab.Show(isVisible: false);

        _ui.Workspace.Answer(_ui.Workspace.RunningTurn(_conversation), _conversation, "Agreed.");
        page.WaitForAssertion(() => Assert.StartsWith("● A plan", Title(page), StringComparison.Ordinal));

        _ui.Tab.Show(isVisible: true);
        page.WaitForAssertion(() => Assert.StartsWith("A plan", Title(page), StringComparison.Ordinal));
    }

    [Fact]
    public void Answer_ThatIsSeenWhileItComes_LeavesTheTitleAsItIs()
    {
        _ui.Tab.Show(isVisible: true);
        var page = _ui.OpenPage(_conversation);

        _ui.Workspace.Answer(_ui.Workspace.RunningTurn(_conversation), _conversation, "Agreed.");
        page.WaitForAssertion(() => Assert.Contains("Agreed.", page.Markup, StringComparison.Ordinal));

        Assert.StartsWith("A plan", Title(page), StringComparison.Ordinal);
    }

    private static string Title(IRenderedComponent<ChatPage> page) =>
        page.FindComponent<Attention>().Instance.FullTitle;

    private static List<string> Unread(IRenderedComponent<ConversationNav> nav) =>
        [.. nav.FindAll(".list a.unread").Select(link => link.TextContent)];

    private OpenTurn AskedBy(Guid conversation)
    {
        _ui.Workspace.Say(conversation, "And then?");
        return _ui.Workspace.RunningTurn(conversation);
    }

    private IRenderedComponent<ConversationNav> RenderNav(string path, Action? beforeTheCircuit = null)
    {
        _ui.Navigation.NavigateTo(path);
        var arrival = _ui.Services.GetRequiredService<Arrival>();
        Assert.True(arrival.PrepareAsync(path, default, TestContext.Current.CancellationToken).IsCompletedSuccessfully);
        beforeTheCircuit?.Invoke();
        return _ui.Render<ConversationNav>();
    }
}
