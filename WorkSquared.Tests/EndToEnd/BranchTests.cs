using System.Text.RegularExpressions;
using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

[Trait("Kind", "EndToEnd")]
public sealed class BranchTests(BrowserFixture browser)
{
    private static readonly Regex _ofABranch = new(@"/c/[0-9a-f-]{36}\?turn=[0-9a-f-]{36}$");

    [Fact]
    public async Task AnswerAskedForAgain_StandsBesideTheFirst_AndMovesNobodyElse()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Answer("The first answer.");
        provider.Answer("The second answer.");
        var ada = await browser.OpenAsync(server.Url);
        await ada.AskAsync("Which one?");
        await ada.ExpectMessagesAsync("Which one?", "The first answer.");
        var bob = await browser.OpenAsync(ada.Url);

        await ada.Button("Regenerate").ClickAsync();

        await ada.ExpectMessagesAsync("Which one?", "The second answer.");
        await Assertions.Expect(ada).ToHaveURLAsync(_ofABranch);
        await Assertions.Expect(ada.Choice("Answer")).ToHaveTextAsync("2/2");
        await Assertions.Expect(bob.Choice("Answer")).ToHaveTextAsync("1/2");
        await bob.ExpectMessagesAsync("Which one?", "The first answer.");

        await ada.Link("Previous answer").ClickAsync();
        await ada.ExpectMessagesAsync("Which one?", "The first answer.");
        await Assertions.Expect(ada.Link("Next answer")).ToBeFocusedAsync();
        await ada.Keyboard.PressAsync("Enter");
        await ada.ExpectMessagesAsync("Which one?", "The second answer.");
        await ada.GoBackAsync();
        await ada.ExpectMessagesAsync("Which one?", "The first answer.");

        // Before any script.
        using var http = SignedIn.ClientOf(server.Url);
        var html = await http.GetStringAsync(ada.Url, TestContext.Current.CancellationToken);
        Assert.Contains("aria-label=\"Next answer\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_BeginsABranch_AndWhatWasBeingWrittenComesBack()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var text = "First line\n\n\n  indented <b>\n" + string.Join('\n', Enumerable.Range(1, 60).Select(line => $"line {line}"));
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync(text);
        await page.ExpectMessagesAsync("First line", "Understood.");
        await page.Composer().FillAsync("Half a thought");

        await page.Button("Edit").ClickAsync();
        await Assertions.Expect(page.GetByText("Editing an earlier message")).ToBeVisibleAsync();
        await Assertions.Expect(page.Composer()).ToHaveValueAsync(text);
        await page.Composer().PressAsync("Escape");
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("Half a thought");
        await Assertions.Expect(page.GetByText("Editing an earlier message")).ToBeHiddenAsync();

        await page.Button("Edit").ClickAsync();
        await page.Composer().FillAsync("Other words");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Editing an earlier message")).ToBeVisibleAsync();
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("Other words");
        await page.Composer().PressAsync("Enter");

        await Assertions.Expect(page).ToHaveURLAsync(_ofABranch);
        await page.ExpectMessagesAsync("Other words", "Understood.");
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("Half a thought");
        await Assertions.Expect(page.GetByText("Editing an earlier message")).ToBeHiddenAsync();
        await Assertions.Expect(page.Choice("Wording")).ToHaveTextAsync("2/2");
        await page.Link("Previous wording").ClickAsync();
        await page.ExpectMessagesAsync("First line", "Understood.");
        Assert.Equal(2, provider.Requests.Count);
    }

    [Fact]
    public async Task Edit_BegunAndSentWhileTheServerIsDown_ArrivesOnce()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("First words");
        await page.ExpectMessagesAsync("First words", "Understood.");
        await server.KillAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status, new() { Name = "Connection" })).ToBeVisibleAsync();

        await page.Button("Edit").ClickAsync();
        await page.Composer().FillAsync("Second words");
        await page.Composer().PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "kept here" })).ToBeVisibleAsync();
        await server.StartAgainAsync();

        await page.ExpectMessagesAsync("Second words", "Understood.");
        await Assertions.Expect(page.Choice("Wording")).ToHaveTextAsync("2/2");
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("");
    }

    [Fact]
    public async Task EditOfOneReader_LeavesTheOtherOnTheirBranch_AndEachSendsToTheirOwn()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var ada = await browser.OpenAsync(server.Url);
        await ada.AskAsync("Plan it");
        await ada.ExpectMessagesAsync("Plan it", "Understood.");
        var bob = await browser.OpenAsync(ada.Url);

        await ada.Button("Edit").ClickAsync();
        await ada.Composer().FillAsync("Plan it better");
        await ada.Composer().PressAsync("Enter");
        await ada.ExpectMessagesAsync("Plan it better", "Understood.");
        await Assertions.Expect(bob.Choice("Wording")).ToHaveTextAsync("1/2");
        await bob.ExpectMessagesAsync("Plan it", "Understood.");

        await bob.AskAsync("On the old branch");
        await ada.AskAsync("On the new branch");

        await bob.ExpectMessagesAsync("Plan it", "Understood.", "On the old branch", "Understood.");
        await ada.ExpectMessagesAsync("Plan it better", "Understood.", "On the new branch", "Understood.");
        Assert.Contains("user: On the old branch", provider.Requests.SelectMany(request => request.Messages));
        var last = provider.Requests.Single(request => request.Messages[^1] == "user: On the new branch");
        Assert.DoesNotContain("user: Plan it", last.Messages);
    }
}
