using Bunit;
using MudBlazor;
using WorkSquared.Core.Composing;
using WorkSquared.Core.Prompts;
using WorkSquared.Core.Sharing;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Prompts;

namespace WorkSquared.Tests.Web;

public sealed class PromptsPageTests : IAsyncLifetime
{
    private readonly TestUi _ui = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Fact]
    public async Task Prompt_RemovedByAButton_ComesBackByUndo()
    {
        var id = Save("report", "Write it");
        var snackbar = _ui.Render<MudSnackbarProvider>();
        var page = _ui.Render<PromptsPage>();

        await page.Find("[aria-label='Remove /report']").ClickAsync();
        page.WaitForAssertion(() => Assert.DoesNotContain("/report", Names(page)));

        await snackbar.WaitForElement(".mud-snackbar-action-button").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("/report", Names(page)));
        Assert.Equal("Write it", Assert.Single((await LibraryAsync()).Saved, prompt => prompt.Id == id).Text);
    }

    [Fact]
    public async Task Form_OfABuiltInPrompt_ClosesWhenItsCommandIsInTheLog_AndTheSavedOneStandsInItsPlace()
    {
        var page = _ui.Render<PromptsPage>();
        Assert.Empty(page.FindAll("[aria-label='Remove /proposal']"));

        await page.Find("[aria-label='Edit /proposal']").ClickAsync();
        var form = page.Find("work-prompt-form");
        Assert.Equal("proposal", form.QuerySelector("input")!.GetAttribute("value"));
        Assert.Contains("{{client}}", form.QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);

        Save("somebody-elses", "Text");
        page.WaitForAssertion(() => Assert.Contains("/somebody-elses", Names(page)));
        Assert.NotEmpty(page.FindAll("work-prompt-form"));

        Save("proposal", "Ours", Guid.Parse(form.GetAttribute("data-id")!), Guid.Parse(form.GetAttribute("data-command")!));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("work-prompt-form")));
        Assert.Single(Names(page), "/proposal");
        Assert.NotEmpty(page.FindAll("[aria-label='Remove /proposal']"));
    }

    [Fact]
    public async Task Composer_SaysThatADraftHasChanged_AndFollowsTheConversationThatItIsIn()
    {
        var version = Guid.Parse("01980000-0000-7000-8000-000000000009");
        var page = _ui.OpenPage("new");
        var conversation = Guid.Parse(page.Find("work-composer").GetAttribute("data-conversation")!);
        await _ui.Drafts.WhenWatchedAsync(IComposerDrafts.OfNewConversation, TestContext.Current.CancellationToken);

        _ui.Drafts.Change(IComposerDrafts.OfNewConversation, version);
        page.WaitForAssertion(() => Assert.Equal(version.ToString(), page.Find("work-composer").GetAttribute("data-draft")));
        _ui.Drafts.Change(IComposerDrafts.OfNewConversation, null);
        page.WaitForAssertion(() => Assert.Equal("none", page.Find("work-composer").GetAttribute("data-draft")));

        _ui.Workspace.Say(conversation, "hello");
        await _ui.Drafts.WhenWatchedAsync(conversation, TestContext.Current.CancellationToken);
    }

    private static IEnumerable<string> Names(IRenderedComponent<PromptsPage> page) =>
        page.FindAll("h2").Select(heading => heading.TextContent.Trim().Split(' ', '\n')[0]);

    private Task<PromptLibrary> LibraryAsync() => _ui.Prompts.ReadAsync(Reader.OfTheSystem(InMemoryWorkspace.StoreId), TestContext.Current.CancellationToken);

    private Guid Save(string name, string text, Guid? id = null, Guid? command = null)
    {
        var prompt = id ?? _ui.Workspace.NewId();
        _ui.Workspace.Commit(new PromptSaved(prompt, name, text, _ui.Time.GetUtcNow()), InMemoryWorkspace.Local, id: command);
        return prompt;
    }
}
