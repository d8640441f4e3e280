using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using WorkSquared.Core.Invites;
using WorkSquared.Core.Members;
using WorkSquared.Core.Workspaces;
using WorkSquared.Tests.Support;
using WorkSquared.Tests.Web;

namespace WorkSquared.Tests.EndToEnd;

[Trait("Kind", "EndToEnd")]
public sealed class WorkspaceTests(BrowserFixture browser)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Workspace_IsMadeAndEntered_AndATabOfTheOldOneStaysThere()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var old = await browser.OpenAsync(server.Url);
        await old.AskAsync("Asked in the first");
        await Assertions.Expect(old.Messages()).ToHaveCountAsync(2);
        await Assertions.Expect(old).ToHaveTitleAsync("Asked in the first · Work Squared");
        await Assertions.Expect(old.GetByText("Switch workspace")).ToHaveCountAsync(0);

        var page = await old.Context.NewPageAsync();
        await GoAsync(page, $"{server.Url}/workspaces");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Name of the new workspace" }).FillAsync("Office move");
        await page.Button("New workspace").ClickAsync();
        await page.Button("Open Office move").ClickAsync();
        await ReadyAsync(page);
        await Assertions.Expect(page).ToHaveTitleAsync("New conversation · Office move");
        await Assertions.Expect(page.Conversations()).ToHaveCountAsync(0);
        await page.AskAsync("Asked in the second");
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(2);

        // The session is elsewhere by now; what is said here belongs here, and so does what is only begun.
        await old.AskAsync("Asked in the first, later");
        await Assertions.Expect(old.Messages()).ToHaveCountAsync(4);
        await Assertions.Expect(page.Conversations()).ToHaveTextAsync(["Asked in the second"]);
        await old.RunAndWaitForResponseAsync(() => old.Composer().FillAsync("Half a thought"), response => response.Request.Method == "PUT");
        var second = page.Url;
        await GoAsync(page, old.Url);
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(4);
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("Half a thought");

        // A link within a page of one workspace to a conversation of the other.
        await page.EvaluateAsync("address => Blazor.navigateTo(address)", second);
        await Assertions.Expect(page).ToHaveTitleAsync("Asked in the second · Office move");
        await ReadyAsync(page);
        await page.GetByText("Switch workspace").ClickAsync();
        await page.Button("Work Squared").ClickAsync();
        await ReadyAsync(page);
        await Assertions.Expect(page).ToHaveTitleAsync("Asked in the first · Work Squared");
        await Assertions.Expect(page.Conversations()).ToHaveTextAsync(["Asked in the first"]);
    }

    [Fact]
    public async Task Page_OfAWorkspaceFromWhichSomebodyIsRemoved_BecomesAnotherOneOfTheirs()
    {
        await using TestSite site = new();
        site.UseKestrel(0);
        site.StartServer();
        using var client = site.CreateClient();
        var url = client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        var ada = (await site.Services.GetRequiredService<ITeamReader>().ListAsync("default", Cancellation)).Single().Id;
        var id = await site.Services.GetRequiredService<IWorkspaces>().CreateAsync(new CreateWorkspace(NewId(), "Office move", Member.ActorOf(ada)), Cancellation);
        var bob = NewId();
        var invite = await site.Services.GetRequiredService<IInvites>().CreateAsync(new CreateInvite(id, Role.Owner, Email: null, Member.ActorOf(ada)), Cancellation);
        await site.Services.GetRequiredService<IInvites>().AcceptAsync(invite.Text, bob, "Bob", Cancellation);
        var beside = await browser.OpenAsync($"{url}/tasks");
        var page = await beside.Context.NewPageAsync();
        await GoAsync(page, $"{url}/tasks?workspace={id}");
        await Assertions.Expect(page).ToHaveTitleAsync("Tasks · Office move");
        await beside.EvaluateAsync("window.isTheSame = true");

        await site.Services.GetRequiredService<ITeamCommands>().RemoveAsync(id, ada, Member.ActorOf(bob), Cancellation);

        await Assertions.Expect(page).ToHaveTitleAsync("New conversation · Work Squared");
        Assert.True(await beside.EvaluateAsync<bool>("window.isTheSame && document.body.dataset.ready === 'true'"));
    }

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private static async Task GoAsync(IPage page, string address)
    {
        await page.GotoAsync(address);
        await ReadyAsync(page);
    }

    private static Task ReadyAsync(IPage page) => Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
}
