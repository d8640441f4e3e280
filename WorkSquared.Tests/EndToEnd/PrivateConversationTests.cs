using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

[Trait("Kind", "EndToEnd")]
public sealed class PrivateConversationTests(BrowserFixture browser)
{
    [Fact]
    public async Task Conversation_BegunInPrivate_StaysSo_WhateverHappensOnTheWay_AndTheNextOneIsOpenAgain()
    {
        await using var server = await ServerProcess.StartAsync();
        var bob = await browser.OpenAsync(server.Url, await SignedIn.JoinAsync(server, "Bob"));
        var page = await browser.OpenAsync($"{server.Url}/new");
        await Private(page).CheckAsync();
        await page.Composer().FillAsync("What do I ask for?");
        await page.ReloadAsync();
        await Assertions.Expect(Private(page)).ToBeCheckedAsync();

        // It is on its way while the server is not there.
        await server.KillAsync();
        await page.Composer().PressAsync("Enter");
        await Assertions.Expect(page.GetByText("The server can’t be reached.")).ToBeVisibleAsync();
        await server.StartAgainAsync();
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(2);

        await page.GotoAsync($"{server.Url}/new");
        await Assertions.Expect(Private(page)).Not.ToBeCheckedAsync();
        await page.AskAsync("What do we ask for?");

        await Assertions.Expect(bob.Conversations()).ToHaveTextAsync(["What do we ask for?"]);
        await Assertions.Expect(page.Conversations()).ToHaveCountAsync(2);
    }

    private static ILocator Private(IPage page) => page.GetByRole(AriaRole.Checkbox, new() { Name = "Private: only I see this conversation" });
}
