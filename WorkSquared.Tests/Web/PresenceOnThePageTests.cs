using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Events;
using WorkSquared.Core.Presence;
using WorkSquared.Core.Sharing;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Chat;
using WorkSquared.Web.Components.Presence;

namespace WorkSquared.Tests.Web;

public sealed class PresenceOnThePageTests : IAsyncDisposable
{
    private readonly TestUi _ui = new();
    private readonly Guid _conversation = Guid.Parse("01900000-0000-7000-8000-000000000001");

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Fact]
    public void Others_AreThereByTheirInitials_AndOneIsNoCompanyToOneself()
    {
        var here = _ui.Render<PeopleHere>(parameters => parameters.Add(people => people.ConversationId, _conversation));
        using var own = Enter(InMemoryWorkspace.Local);
        using var ada = Enter(_ui.Workspace.Name("Ada King Lovelace"));
        var bob = Enter(Actor.Person("bob"));

        here.WaitForAssertion(() => Assert.Equal(["ALAda King Lovelace", "Bbob"], Texts(here)));

        bob.Dispose();
        here.WaitForAssertion(() => Assert.Equal(["ALAda King Lovelace"], Texts(here)));
    }

    [Theory]
    [InlineData(4, "Pp1 Pp2 Pp3 Pp4")]
    [InlineData(5, "Pp1 Pp2 Pp3 +2p4, p5")]
    public void Crowd_IsCounted_ButNeverByAPlusOne(int people, string shown)
    {
        var here = _ui.Render<PeopleHere>(parameters => parameters.Add(page => page.ConversationId, _conversation));

        foreach (var number in Enumerable.Range(1, people))
        {
            Enter(Actor.Person($"p{number}"));
        }

        here.WaitForAssertion(() => Assert.Equal(shown, string.Join(' ', Texts(here))));
    }

    [Fact]
    public async Task Viewer_IsHereForOthers_AsLongAsThePageIs()
    {
        _ui.Render<PeopleHere>(parameters => parameters.Add(people => people.ConversationId, _conversation));
        await using var watching = _ui.Presence.WatchAsync(Reader.OfTheSystem(InMemoryWorkspace.StoreId), _conversation, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await watching.MoveNextAsync());
        Assert.Equal([InMemoryWorkspace.Local], watching.Current.Here);

        await _ui.DisposeComponentsAsync();

        Assert.True(await watching.MoveNextAsync());
        Assert.Empty(watching.Current.Here);
    }

    [Fact]
    public void WhoeverWrites_IsNamed_UpToTwo_AndOnesOwnTypingIsNoNews()
    {
        var writing = _ui.Render<WritingNow>(parameters => parameters.Add(page => page.ConversationId, _conversation));
        using var own = Enter(InMemoryWorkspace.Local);
        IPresence[] others = [Enter(Actor.Person("ada")), Enter(Actor.Person("bob")), Enter(Actor.Person("cyd"))];
        own.Write(true);
        Assert.True(writing.Find("p").HasAttribute("hidden"));

        string[] sentences = ["ada is typing…", "ada and bob are typing…", "Several people are typing…"];
        foreach (var (other, sentence) in others.Zip(sentences))
        {
            other.Write(true);
            writing.WaitForAssertion(() => Assert.Equal(sentence, writing.Find("p:not([hidden])").TextContent));
        }

        _ui.Time.Advance(TimeSpan.FromSeconds(5));
        writing.WaitForAssertion(() => Assert.True(writing.Find("p").HasAttribute("hidden")));
    }

    [Fact]
    public async Task WhoeverIsBack_IsToldHowManyMessagesOfOthersHaveCome_AndWhichIsTheFirst()
    {
        _ui.Workspace.Say(_conversation, "Seen before");
        var first = _ui.Workspace.Say(_conversation, "New", Actor.Person("bob"));
        _ui.Workspace.Say(_conversation, "One's own");
        _ui.Workspace.Say(_conversation, "Also new", Actor.Person("bob"));
        List<Guid> returned = [];
        var page = _ui.Render<AwayNotice>(parameters => parameters
            .Add(notice => notice.Conversation, OpenConversation())
            .Add(notice => notice.OnReturn, EventCallback.Factory.Create<Guid>(this, returned.Add)));
        Assert.Empty(page.FindAll("[data-away]"));

        Assert.Equal(-1, await ReturnAsync(page, _ui.Workspace.NewId(), seen: 2));
        Assert.Equal(0, await ReturnAsync(page, _conversation, seen: 5));
        Assert.Empty(returned);
        Assert.Equal(1, await ReturnAsync(page, _conversation, seen: 3));
        Assert.StartsWith("1 new message while you were away", page.Find("[role=status] p").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, await ReturnAsync(page, _conversation, seen: 2));

        Assert.StartsWith("2 new messages while you were away", page.Find("[role=status] p").TextContent, StringComparison.Ordinal);
        Assert.Equal(first.ToString(), page.Find("[data-away]").GetAttribute("data-first"));
        Assert.Equal(first, returned[^1]);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WorkSquared.Core.Chat.Conversation OpenConversation() =>
        _ui.Workspace.OpenAsync(Reader.OfTheSystem(InMemoryWorkspace.StoreId), _conversation, turnId: null, window: 100, Cancellation).Result!;

    private Task<int> ReturnAsync(IRenderedComponent<AwayNotice> page, Guid conversation, long seen) =>
        page.InvokeAsync(() => _ui.Services.GetRequiredService<Attending>().ReturnTo(conversation, seen));

    private IPresence Enter(Actor person) => _ui.Presence.Enter(InMemoryWorkspace.StoreId, _conversation, person);

    private static IEnumerable<string> Texts(IRenderedComponent<PeopleHere> here) => here.FindAll("li").Select(person => person.TextContent.Trim());
}
