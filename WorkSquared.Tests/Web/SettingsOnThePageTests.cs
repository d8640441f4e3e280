using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;
using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Settings;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Chat;

namespace WorkSquared.Tests.Web;

public sealed class SettingsOnThePageTests : IAsyncDisposable
{
    private static readonly Actor _bob = Actor.Person("bob");

    private readonly TestUi _ui = new(model: new ModelInUse("gpt-4o via OpenAI", "gpt-4o", "openai", IsOffline: false)
    {
        Others = ["other"],
        Prompt = new WorkspacePrompt("1", "You help consultants."),
    });

    private readonly Guid _conversation;
    private readonly IRenderedComponent<MudPopoverProvider> _popovers;
    private readonly IRenderedComponent<MudDialogProvider> _dialog;

    public SettingsOnThePageTests()
    {
        _conversation = _ui.Workspace.NewId();
        _ui.Workspace.Say(_conversation, "A plan");
        _popovers = _ui.Render<MudPopoverProvider>();
        _dialog = _ui.Render<MudDialogProvider>();
    }

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Fact]
    public async Task Dialog_SavesWhatWasChanged_AndNothingElse()
    {
        var page = await OpenDialogAsync();
        Assert.Equal(
            ["Workspace default (gpt-4o)", "gpt-4o", "other"], _dialog.FindAll("option").Select(option => option.TextContent));
        Assert.Equal("You help consultants.", _dialog.Find("textarea").GetAttribute("placeholder"));

        // Somebody else saves while it is open.
        Configure(systemPrompt: new("Be brief."));
        _dialog.WaitForAssertion(() => Assert.Equal("Be brief.", _dialog.Find("textarea").GetAttribute("value")));
        await _dialog.ChangeAsync("select", "other");
        await _dialog.ActAsync("fieldset label:last-child input", radio => radio.ChangeAsync(true));
        await _dialog.SubmitAsync("form.settings");

        _dialog.WaitForAssertion(() => Assert.Empty(_dialog.FindAll("form.settings")));
        var saved = Assert.IsType<ConversationConfigured>(_ui.Workspace.Log()[^1].Data);
        Assert.Equal((new Patch<string?>("other"), default, new Patch<AnswerRule?>(AnswerRule.WhenAddressed)), (saved.Model, saved.SystemPrompt, saved.Answers));
        Assert.Equal(InMemoryWorkspace.Local, _ui.Workspace.Log()[^1].Actor);
        page.WaitForAssertion(() => Assert.Equal("other via OpenAI", page.Find(".model .name").TextContent));
        Assert.Equal("Only @assistant is answered here.", page.Find("#message-rule").TextContent);
    }

    [Fact]
    public async Task Prompt_ThatIsBeingWritten_IsNotTakenAway()
    {
        await OpenDialogAsync();
        await _dialog.ActAsync("textarea", prompt => prompt.FocusAsync(new FocusEventArgs()));

        Configure(systemPrompt: new("Be brief."), answers: new(AnswerRule.WhenAddressed));

        _dialog.WaitForAssertion(() => Assert.True(_dialog.Find("fieldset label:last-child input").HasAttribute("checked")));
        Assert.Null(_dialog.Find("textarea").GetAttribute("value"));
        await _dialog.ActAsync("textarea", prompt => prompt.BlurAsync(new FocusEventArgs()));
        Assert.Equal("Be brief.", _dialog.Find("textarea").GetAttribute("value"));
    }

    [Fact]
    public async Task Dialog_GoesBackToTheWorkspacesOwn()
    {
        Configure(new("other"), new("Be brief."), new(AnswerRule.WhenAddressed));
        await OpenDialogAsync();

        await _dialog.ChangeAsync("select", "");
        await _dialog.ChangeAsync("textarea", " ");
        await _dialog.ActAsync("fieldset label input", radio => radio.ChangeAsync(true));
        await _dialog.SubmitAsync("form.settings");

        _dialog.WaitForAssertion(() => Assert.Empty(_dialog.FindAll("form.settings")));
        var settings = _ui.Workspace.Log().Aggregate(ConversationSettings.Default, (settings, committed) => settings.Apply(committed.Data));
        Assert.Equal(ConversationSettings.Default, settings);
    }

    [Fact]
    public async Task Dialog_SaysWhyItIsRefused_AndKeepsWhatIsWritten()
    {
        await OpenDialogAsync();
        _ui.Workspace.Refusal = new CommandRefusedException(Refusal.Conflict, "Not now.");
        await _dialog.ChangeAsync("textarea", "Be brief.");
        await _dialog.SubmitAsync("form.settings");

        _dialog.WaitForAssertion(() => Assert.Equal("Not now.", _dialog.Find("[role=alert]").TextContent));
        Assert.Equal("Be brief.", _dialog.Find("textarea").GetAttribute("value"));
        Assert.Equal(0, _ui.Workspace.Count<ConversationConfigured>());
    }

    [Fact]
    public async Task Message_SaidAmongPeople_CanBeGivenToTheAssistant()
    {
        _ui.Workspace.Answer(_ui.Workspace.RunningTurn(_conversation), _conversation, "An answer");
        Configure(answers: new(AnswerRule.WhenAddressed));
        var said = _ui.Workspace.Say(_conversation, "Among us");
        var page = _ui.OpenPage(_conversation);
        Assert.Empty(page.FindAll("article[aria-busy]"));
        Assert.Equal("Ask the assistant", Assert.Single(page.FindAll(".ask")).TextContent);

        await page.ClickAsync($"[data-message-id='{said}'] .ask");

        page.WaitForAssertion(() => Assert.Single(page.FindAll("article[aria-busy=true]")));
        Assert.Empty(page.FindAll(".ask"));
        var asked = Assert.IsType<LLMResponseRequested>(_ui.Workspace.Log()[^1].Data);
        Assert.Equal((said, RequestReason.Ask), (asked.ResponseToMessageId, asked.Reason));
        _ui.Workspace.Answer(_ui.Workspace.RunningTurn(_conversation), _conversation, "Since you ask");
        page.WaitForAssertion(() => Assert.Equal(4, page.FindAll("article").Count));
        Assert.Empty(page.FindAll(".ask"));
    }

    [Fact]
    public async Task Answer_IsRegenerated_ByTheModelThatIsChosen()
    {
        _ui.Workspace.Answer(_ui.Workspace.RunningTurn(_conversation), _conversation, "An answer");
        var page = _ui.OpenPage(_conversation);

        await page.ClickAsync("[aria-label='Regenerate with…']");
        await ChooseAsync("other");

        page.WaitForAssertion(() => Assert.Equal(1, _ui.Workspace.Count<LLMResponseRequested>()));
        var asked = Assert.IsType<LLMResponseRequested>(_ui.Workspace.Log()[^1].Data);
        Assert.Equal((RequestReason.Regenerate, "other"), (asked.Reason, asked.Model));
    }

    [Fact]
    public async Task WithOneModel_ThereIsNothingToChooseFrom()
    {
        await using var ui = new TestUi();
        ui.Workspace.Say(_conversation, "A plan");
        ui.Workspace.Answer(ui.Workspace.RunningTurn(_conversation), _conversation, "An answer");

        var page = ui.OpenPage(_conversation);

        Assert.Single(page.FindAll("[aria-label=Regenerate]"));
        Assert.Empty(page.FindAll("[aria-label='Regenerate with…']"));
    }

    private void Configure(Patch<string?> model = default, Patch<string?> systemPrompt = default, Patch<AnswerRule?> answers = default) =>
        _ui.Workspace.Commit(new ConversationConfigured(_conversation, _ui.Time.GetUtcNow(), model, systemPrompt, answers), _bob);

    private async Task<IRenderedComponent<ChatPage>> OpenDialogAsync()
    {
        var page = _ui.OpenPage(_conversation);
        await page.ClickAsync("[aria-label='More for A plan']");
        await ChooseAsync("Conversation settings…");
        _dialog.WaitForElement("form.settings");
        return page;
    }

    private async Task ChooseAsync(string text)
    {
        _popovers.WaitForAssertion(() => Assert.NotNull(Entry()));
        await _popovers.InvokeAsync(() => Entry()!.ClickAsync());

        IElement? Entry() => _popovers.FindAll("[role=menuitem]").FirstOrDefault(item => item.TextContent.Trim() == text);
    }
}
