using Bunit;
using WorkSquared.Core;
using WorkSquared.Core.Audit;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Audit;

namespace WorkSquared.Tests.Web;

public sealed class AuditPageTests : IAsyncDisposable
{
    private static readonly Guid _viewer = Guid.Parse("01980000-0000-7000-8000-00000000000a");
    private static readonly Guid _conversation = Guid.Parse("01980000-0000-7000-8000-00000000000c");

    private readonly TestUi _ui = new() { Person = Member.ActorOf(_viewer) };

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Fact]
    public void EveryTypeOfEvent_HasWordsOfItsOwn()
    {
        var words = EventTypes.Known.Select(type => TestWording.L.WhatOf($"v1.{type.Name}")).ToList();

        Assert.DoesNotContain(TestWording.L.WhatOf("v2.Anything"), words);
        Assert.Distinct(words);
        Assert.Distinct(Enum.GetValues<AuditGroup>().Select(group => TestWording.L.NameOf(group)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("server")]
    [InlineData("nonsense")]
    public void Page_OfWhoeverMayNotLook_IsNotThere(string? log)
    {
        Enter(Role.Member);
        _ui.Audit.Closed.UnionWith([InMemoryWorkspace.StoreId, InstanceStore.Id]);

        Assert.Equal("Page not found", Open(log).Find("h1").TextContent);
    }

    [Fact]
    public void Line_SaysWhoWhatAndAboutWhom_AndNothingOfAConversationThatIsNotForTheViewer()
    {
        Enter(Role.Admin);
        var bob = _ui.Team.Add("Bob", Role.Member);
        Add(9, new RoleGranted(bob, Role.Admin, Now), _ui.Person);
        Add(8, new ChatMessageSent(_conversation, _conversation, "Secret text", MessageRole.User, Now), Member.ActorOf(bob), new AuditedConversation(_conversation, "Office move"));

        var page = Open();

        Assert.Equal(["Ada Gave a role Bob Admin 9", "Bob Sent a message Office move 8"], Lines(page));
        Assert.Equal($"c/{_conversation}", page.Find("li a").GetAttribute("href"));
        Assert.DoesNotContain("Secret text", page.Markup, StringComparison.Ordinal);

        _ui.Audit.Lines.Clear();
        _ui.Audit.Lines.Add(new AuditLine(7, Now, "v1.LLMResponseReceived", Actor.AssistantFor(Member.ActorOf(bob)), Data: null, Conversation: null, IsPrivate: true));
        page = Open();

        Assert.Equal(["Assistant, for Bob Answered a private conversation 7"], Lines(page));
        Assert.Empty(page.FindAll("li button, li a"));
    }

    [Fact]
    public async Task Filters_AndMore_AreReadAnew_AndTheFileIsOfWhatIsShown()
    {
        Enter(Role.Admin);
        for (var position = 5; position > 0; position--)
        {
            Add(position, new UserRenamed(_viewer, "Ada", Now), _ui.Person);
        }

        var page = Open();
        await page.ClickAsync(".ends button");
        page.WaitForAssertion(() => Assert.Equal(4, page.FindAll("li").Count));

        await page.ChangeAsync("#audit-kind", "Members");
        await page.ChangeAsync("#audit-by", _viewer.ToString());
        await page.ChangeAsync("#audit-from", "2026-01-02");
        await page.ChangeAsync("#audit-to", "2026-01-03");

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("li").Count));
        var filter = new AuditFilter(AuditGroup.Members, _ui.Person, new DateOnly(2026, 1, 2), new DateOnly(2026, 1, 3));
        Assert.Equal((InMemoryWorkspace.StoreId, filter), _ui.Audit.Asked[^1]);
        Assert.Equal(
            $"audit.jsonl?workspace=default&kind=Members&by={_viewer}&from=2026-01-02&to=2026-01-03", page.Find("a[download]").GetAttribute("href"));
    }

    [Fact]
    public async Task Payload_IsUnfoldedAsText_AndFoldedAgain()
    {
        Enter(Role.Admin);
        Add(3, new UserRenamed(_viewer, "Ada", Now), _ui.Person);
        var page = Open();

        await page.ClickAsync("li button");
        page.WaitForAssertion(() => Assert.Contains("\"text\": \"<b>ä</b>\"", page.Find("pre").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("pre b"));
        await page.ClickAsync("li button");
        Assert.Empty(page.FindAll("pre"));
    }

    [Theory]
    [InlineData(Role.Owner, true, "default", 2)]
    [InlineData(Role.Owner, false, "default", 0)]
    [InlineData(Role.Member, true, InstanceStore.Id, 0)]
    public void Log_OfTheServer_IsOfferedToItsAdministrators(Role role, bool isAdministrator, string shown, int ways)
    {
        Enter(role);
        if (isAdministrator)
        {
            _ui.Team.Administrators.Add(_viewer);
        }

        var page = Open();

        Assert.Equal(shown, _ui.Audit.Asked[^1].StoreId);
        Assert.Equal(ways, page.FindAll("nav.logs a").Count);
    }

    private static IEnumerable<string> Lines(IRenderedComponent<AuditPage> page) => page.FindAll("li").Select(line => string.Join(
        ' ', line.QuerySelectorAll(".who, .what > *, .position > *").Select(part => part.TextContent.Trim())));

    private DateTimeOffset Now => _ui.Time.GetUtcNow();

    private IRenderedComponent<AuditPage> Open(string? log = null) => _ui.Render<AuditPage>(parameters => parameters.Add(page => page.LogText, log));

    private void Add(long position, WorkEvent data, Actor actor, AuditedConversation? conversation = null) =>
        _ui.Audit.Lines.Add(new AuditLine(position, Now, $"v1.{data.GetType().Name}", actor, data, conversation, IsPrivate: false));

    private void Enter(Role role)
    {
        _ui.Workspace.Commit(new UserCreated(_viewer, "Ada", Now), _ui.Person);
        _ui.Workspace.Commit(new RoleGranted(_viewer, role, Now), Actor.System);
    }
}
