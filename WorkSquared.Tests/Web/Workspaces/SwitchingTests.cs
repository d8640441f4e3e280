using System.Net;
using System.Net.Http.Json;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Tests.Web.Workspaces;

public sealed class SwitchingTests : IAsyncLifetime
{
    private TwoWorkspaces _site = null!;
    private string _session = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _site = await TwoWorkspaces.StartAsync();
        _session = await _site.SignInAsync(_site.Ada);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Session_ThatEntersAWorkspace_SeesItFromThenOn_UnderItsName()
    {
        await _site.SayAsync(_site.Ada, "Said in the first", TwoWorkspaces.First);
        await _site.SayAsync(_site.Ada, "Said in the second", _site.Second);
        Assert.Contains("Said in the first", await PageAsync("/new"), StringComparison.Ordinal);

        using var entered = await EnterAsync(_site.Second);

        Assert.Equal((HttpStatusCode.Redirect, "/"), (entered.StatusCode, entered.Headers.Location?.OriginalString));
        var page = await PageAsync("/new");
        Assert.Contains("Said in the second", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Said in the first", page, StringComparison.Ordinal);
        Assert.Contains("Office move</title>", page, StringComparison.Ordinal);
        Assert.Contains($"data-workspace=\"{_site.Second}\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("_instance")]
    [InlineData("")]
    public async Task Workspace_ThatIsNoneOfTheirs_IsNotEntered_NorNamed(string storeId)
    {
        using var entered = await EnterAsync(storeId);
        using var named = await _site.SendAsync(_session, HttpMethod.Post, $"/me/name?workspace={storeId}", JsonContent.Create(new { name = "Ada" }));
        using var page = await _site.SendAsync(_session, HttpMethod.Get, $"/tasks?workspace={storeId}");

        Assert.True(entered.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{entered.StatusCode}");
        Assert.Equal(HttpStatusCode.Forbidden, named.StatusCode);
        Assert.Equal("/", page.Headers.Location?.OriginalString);
        Assert.Contains($"data-workspace=\"{TwoWorkspaces.First}\"", await PageAsync("/tasks"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tab_ThatStillShowsTheOldWorkspace_WritesIntoThatOne()
    {
        var conversation = await _site.SayAsync(_site.Ada, "Where does it go?", TwoWorkspaces.First);
        using var entered = await EnterAsync(_site.Second);

        using var said = await _site.SendAsync(
            _session,
            HttpMethod.Post,
            $"/c/{conversation}/messages?workspace={TwoWorkspaces.First}",
            JsonContent.Create(new { commandId = TwoWorkspaces.NewId(), text = "To where it was written" }));
        using var saved = await _site.SendAsync(
            _session,
            HttpMethod.Put,
            $"/drafts/new?workspace={TwoWorkspaces.First}",
            JsonContent.Create(new { commandId = TwoWorkspaces.NewId(), version = TwoWorkspaces.NewId(), text = "Half a thought" }));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (said.StatusCode, saved.StatusCode));
        Assert.Contains("To where it was written", (await OpenAsync(TwoWorkspaces.First, conversation))!.Messages.Select(message => message.Text));
        Assert.Null(await OpenAsync(_site.Second, conversation));
        Assert.Contains("Half a thought", await PageAsync($"/drafts/new?workspace={TwoWorkspaces.First}"), StringComparison.Ordinal);
        Assert.DoesNotContain("Half a thought", await PageAsync("/drafts/new"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_OfAConversationInAnotherWorkspaceOfTheirs_LeadsThere()
    {
        var conversation = await _site.SayAsync(_site.Ada, "Said in the second", _site.Second);

        var export = await PageAsync($"/c/{conversation}/export.md");
        Assert.Contains($"data-workspace=\"{TwoWorkspaces.First}\"", await PageAsync("/tasks"), StringComparison.Ordinal);
        var page = await PageAsync($"/c/{conversation}");

        Assert.Contains("Said in the second", export, StringComparison.Ordinal);
        Assert.Contains($"data-workspace=\"{_site.Second}\"", page, StringComparison.Ordinal);
        Assert.Contains($"data-workspace=\"{_site.Second}\"", await PageAsync("/tasks"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removal_FromTheWorkspaceInView_LeadsToAnotherOne_AndFromTheLastToNone()
    {
        var bob = await _site.JoinAsync("Bob");
        await _site.JoinAsync("Carol", _site.Second);
        var team = _site.Get<ITeamCommands>();
        await team.ChangeRoleAsync(new ChangeRole(TwoWorkspaces.First, bob, Role.Owner, Member.ActorOf(_site.Ada)), Cancellation);
        using var entered = await EnterAsync(_site.Second);

        await team.RemoveAsync(_site.Second, _site.Ada, Member.ActorOf(_site.Ada), Cancellation);

        using var open = await _site.SendAsync(_session, HttpMethod.Post, $"/me/name?workspace={_site.Second}", JsonContent.Create(new { name = "Ada" }));
        Assert.Equal(HttpStatusCode.Forbidden, open.StatusCode);
        var page = await PageAsync("/tasks");
        Assert.Contains($"data-workspace=\"{TwoWorkspaces.First}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Office move", page, StringComparison.Ordinal);

        await team.RemoveAsync(TwoWorkspaces.First, _site.Ada, Member.ActorOf(bob), Cancellation);

        using var last = await _site.SendAsync(_session, HttpMethod.Get, "/tasks");
        Assert.Equal((HttpStatusCode.Redirect, "/no-workspace"), (last.StatusCode, last.Headers.Location?.OriginalString));
    }

    private Task<HttpResponseMessage> EnterAsync(string storeId) => _site.SendAsync(
        _session, HttpMethod.Post, "/workspaces/enter", new FormUrlEncodedContent([KeyValuePair.Create("storeId", storeId)]));

    private async Task<string> PageAsync(string address)
    {
        using var response = await _site.SendAsync(_session, HttpMethod.Get, address);
        Assert.Equal((address, HttpStatusCode.OK), (address, response.StatusCode));
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    private Task<Conversation?> OpenAsync(string storeId, Guid conversation) =>
        _site.Get<IChatReader>().OpenAsync(Reader.OfTheSystem(storeId), conversation, turnId: null, window: 100, Cancellation);
}
