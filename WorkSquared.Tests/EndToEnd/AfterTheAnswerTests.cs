using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

/// <summary>What can be done with a message that is there: quoting it and passing on where it stands.</summary>
[Trait("Kind", "EndToEnd")]
public sealed class AfterTheAnswerTests(BrowserFixture browser)
{
    [Fact]
    public async Task Quote_PutsTheMessageIntoTheReply_AndKeepsWhatIsWritten()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Answer("A pilot first.\n\nThen **two** waves.");
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("How?");
        await page.ExpectMessagesAsync("How?", "two waves");

        await page.Composer().FillAsync("I wonder:");
        await page.Messages().Nth(1).GetByRole(AriaRole.Button, new() { Name = "Quote in a reply" }).ClickAsync();

        await Assertions.Expect(page.Composer()).ToHaveValueAsync("I wonder:\n\n> A pilot first.\n>\n> Then two waves.\n\n");
        await Assertions.Expect(page.Composer()).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Quote_OfASelection_TakesThatAlone()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Answer("A pilot first.\n\nThen **two** waves.");
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("How?");
        await page.ExpectMessagesAsync("How?", "two waves");

        await page.EvaluateAsync("getSelection().selectAllChildren(document.querySelector('.answer strong'))");
        await page.Messages().Nth(1).GetByRole(AriaRole.Button, new() { Name = "Quote in a reply" }).DispatchEventAsync("click");

        await Assertions.Expect(page.Composer()).ToHaveValueAsync("> two\n\n");
    }

    [Fact]
    public async Task LinkToAMessage_LeadsToItOnItsBranch()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url);
        provider.Answer("The first answer.");
        await page.AskAsync("How?");
        await page.ExpectMessagesAsync("How?", "The first answer.");
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.Messages().Nth(1).GetByRole(AriaRole.Link, new() { Name = "Copy link to this message" }).ClickAsync();
        await Assertions.Expect(page.Locator("#announcer")).ToHaveTextAsync("Copied");
        var link = await page.EvaluateAsync<string>("navigator.clipboard.readText()");
        provider.Answer("The second answer.");
        await page.Button("Regenerate").ClickAsync();
        await page.ExpectMessagesAsync("How?", "The second answer.");

        var other = await browser.OpenAsync(link);

        await other.ExpectMessagesAsync("How?", "The first answer.");
        await Assertions.Expect(other.Messages().Nth(1)).ToHaveIdAsync(new Uri(link).Fragment[1..]);
    }

    [Fact]
    public async Task AnswerThatIsEdited_StandsBesideTheOriginal_AndIsWhatTheModelSeesFromThereOn()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Answer("It takes **two** weeks.");
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("How long?");
        await page.ExpectMessagesAsync("How long?", "It takes two weeks.");
        var other = await browser.OpenAsync(page.Url);

        await page.Button("Edit this answer").ClickAsync();
        var editor = page.GetByLabel("Edit this answer. Yours stands beside it; the original stays.");
        await Assertions.Expect(editor).ToHaveValueAsync("It takes **two** weeks.");
        await page.Button("Cancel").ClickAsync();
        await Assertions.Expect(page.Button("Edit this answer")).ToBeFocusedAsync();
        await page.Button("Edit this answer").ClickAsync();
        await page.Button("Save").ClickAsync();
        await Assertions.Expect(page.GetByText("The text is the same as before.")).ToBeVisibleAsync();
        await editor.FillAsync("It takes **three** weeks.");
        await page.Button("Save").ClickAsync();

        await page.ExpectMessagesAsync("How long?", "It takes three weeks.");
        await Assertions.Expect(page.Messages().Nth(1)).ToContainTextAsync("Edited by you");
        await Assertions.Expect(page.Choice("Answer")).ToHaveTextAsync("2/2");
        await Assertions.Expect(other.Choice("Answer")).ToHaveTextAsync("1/2");
        await other.ExpectMessagesAsync("How long?", "It takes two weeks.");

        await page.AskAsync("And then?");
        await page.ExpectMessagesAsync("How long?", "It takes three weeks.", "And then?", "Understood.");
        var seen = provider.Requests[^1].Messages;
        Assert.Equal(["user: How long?", "assistant: It takes **three** weeks.", "user: And then?"], seen.Skip(1));
        Assert.Equal(2, provider.Requests.Count);
    }

    [Fact]
    public async Task ButtonsOfTheLastAnswer_AreSeen_WithoutAPointerOnIt_AndThoseOfEarlierOnesAreNot()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Answer(string.Join("\n\n", Enumerable.Range(1, 40).Select(number => $"Step {number}.")));
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("How?");
        await page.ExpectMessagesAsync("How?", "Step 40.");

        var buttons = page.Messages().Locator("footer");
        await Assertions.Expect(buttons.Nth(1)).ToHaveCSSAsync("opacity", "1");
        await Assertions.Expect(buttons.Nth(1)).ToBeInViewportAsync();
        await page.AskAsync("And then?");
        await page.ExpectMessagesAsync("How?", "Step 40.", "And then?", "Understood.");
        await Assertions.Expect(buttons.Nth(3)).ToHaveCSSAsync("opacity", "1");
        await Assertions.Expect(buttons.Nth(1)).ToHaveCSSAsync("opacity", "0");
    }

    [Fact]
    public async Task WhatAButtonOpens_BelowTheEdgeOfTheWindow_IsBroughtIntoView()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Answer(string.Join("\n\n", Enumerable.Range(1, 40).Select(number => $"Step {number}.")));
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("How?");
        await page.ExpectMessagesAsync("How?", "Step 40.");

        await page.Button("Bad answer").ClickAsync();
        await Assertions.Expect(page.Button("Not now")).ToBeInViewportAsync();
        await page.Button("Not now").ClickAsync();
        await page.Button("Details").ClickAsync();
        await Assertions.Expect(page.GetByText("This conversation", new() { Exact = true })).ToBeInViewportAsync();
        await page.Button("What the model saw").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.List, new() { Name = "Messages, as they were sent" })).ToBeInViewportAsync(new() { Ratio = 1 });
    }

    [Fact]
    public async Task Share_CopiesTheLinkOfTheConversation_AndSaysWhoCanFollowIt()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("How?");
        await page.ExpectMessagesAsync("How?", "Understood.");
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/c/[0-9a-f-]{36}$"));
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

        await page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Button, new() { Name = "More for How?" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Share…" }).ClickAsync();

        await Assertions.Expect(page.Locator("#announcer")).ToHaveTextAsync("Link copied");
        await Assertions.Expect(page.GetByText("Link copied. Whoever can open this site can read and write there.")).ToBeVisibleAsync();
        var link = await page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.Equal(page.Url, link);
        var other = await browser.OpenAsync(link);
        await other.ExpectMessagesAsync("How?", "Understood.");
    }

    [Fact]
    public async Task Share_OnATouchScreen_OpensItsOwnSheet()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url, new() { ViewportSize = new() { Width = 390, Height = 740 }, HasTouch = true, IsMobile = true });
        await page.Composer().FillAsync("How?");
        await page.Button("Send").ClickAsync();
        await page.ExpectMessagesAsync("How?", "Understood.");
        await page.EvaluateAsync("navigator.share = async data => { window.shared = data; }");

        await page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Button, new() { Name = "More for How?" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Share…" }).ClickAsync();

        await page.WaitForFunctionAsync("() => window.shared?.title === 'How?' && window.shared.url === location.href");
        await Assertions.Expect(page.Locator("#announcer")).ToHaveTextAsync("");
    }

    [Fact]
    public async Task Rating_IsInEveryTabOfThePerson_AndOthersReadWhatWasSaidOfIt()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Answer("It takes two weeks.");
        var first = await browser.OpenAsync(server.Url);
        await first.AskAsync("How long?");
        await first.ExpectMessagesAsync("How long?", "It takes two weeks.");
        var second = await browser.OpenAsync(first.Url);
        var bob = await browser.OpenAsync(first.Url, await SignedIn.JoinAsync(server, "Bob"));

        await first.Button("Bad answer").ClickAsync();
        await first.GetByLabel("What was wrong with this answer? Optional.").FillAsync("Two weeks are too few");
        await first.Button("Add comment").ClickAsync();

        await Assertions.Expect(first.Button("Bad answer")).ToBeFocusedAsync();
        foreach (var page in new[] { first, second })
        {
            await Assertions.Expect(page.Button("Bad answer")).ToHaveAttributeAsync("aria-pressed", "true");
            await Assertions.Expect(page.Button("Good answer")).ToHaveAttributeAsync("aria-pressed", "false");
        }

        await Assertions.Expect(bob.Button("Bad answer")).ToHaveAttributeAsync("aria-pressed", "false");
        await bob.Button("Good answer").ClickAsync();
        await bob.Button("Details").ClickAsync();
        await Assertions.Expect(bob.Locator("dl.details")).ToContainTextAsync("1 good, 1 bad");
        await Assertions.Expect(bob.Locator("dl.details")).ToContainTextAsync("Two weeks are too few");

        await second.Button("Bad answer").ClickAsync();
        await Assertions.Expect(first.Button("Bad answer")).ToHaveAttributeAsync("aria-pressed", "false");
        await Assertions.Expect(bob.Locator("dl.details")).ToContainTextAsync("1 good, 0 bad");
        await first.ReloadAsync();
        await Assertions.Expect(first.Button("Bad answer")).ToHaveAttributeAsync("aria-pressed", "false");
    }
}
