using Bunit;
using Microsoft.AspNetCore.Components;
using WorkSquared.Core.Chat;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Chat;

namespace WorkSquared.Tests.Web;

/// <summary>The page and its address, while the browser takes its time.</summary>
public sealed class AddressTests
{
    private static readonly Guid _conversation = Guid.Parse("01900000-0000-7000-8000-000000000001");

    [Fact]
    public async Task NewConversation_GetsItsAddressOnce_AndItsReaderIsNotTakenBackFromAnotherAnswer()
    {
        var browser = new SlowBrowser();
        await using var ui = new TestUi(browser: browser);
        var page = ui.Render<ChatPage>();
        var conversation = page.Instance.NewId!.Value;
        ui.Workspace.Say(conversation, "question");
        ui.Workspace.Answer(ui.Workspace.RunningTurn(conversation), conversation, "answer");
        page.WaitForElement("[aria-label=Regenerate]");

        await page.ClickAsync("[aria-label=Regenerate]");
        ui.Workspace.Say(conversation, "another");
        page.WaitForAssertion(() => Assert.Contains("another", page.Markup, StringComparison.Ordinal));

        var turn = ui.Workspace.Log().Single(committed => committed.Data is LLMResponseRequested).Id;
        Assert.Equal([$"c/{conversation}", $"c/{conversation}?turn={turn}"], browser.Asked);
    }

    [Fact]
    public async Task Address_LeftBeforeItWasRead_IsReadWhenItsReaderComesBack()
    {
        await using var ui = new TestUi();
        ui.Workspace.Say(_conversation, "question");
        var page = ui.OpenPage(_conversation);
        var held = new TaskCompletionSource();
        ui.Workspace.Reading = held.Task;
        var branch = $"c/{_conversation}?turn={ui.Workspace.NewId()}";

        await page.InvokeAsync(() => ui.Navigation.NavigateTo(branch));
        await page.InvokeAsync(() => ui.Navigation.NavigateTo($"c/{_conversation}"));
        held.SetResult();

        // Nothing is rendered for it, but it has its turn before what comes after it.
        await page.InvokeAsync(() => { });
        Assert.Equal(2, ui.Workspace.Readings);
        await page.InvokeAsync(() => ui.Navigation.NavigateTo(branch));

        page.WaitForAssertion(() => Assert.Equal(3, ui.Workspace.Readings));
    }

    /// <summary>Does not go anywhere before the test ends.</summary>
    private sealed class SlowBrowser : NavigationManager
    {
        public SlowBrowser() => Initialize("http://localhost/", "http://localhost/");

        public List<string> Asked { get; } = [];

        protected override void NavigateToCore(string uri, NavigationOptions options) => Asked.Add(uri);
    }
}
