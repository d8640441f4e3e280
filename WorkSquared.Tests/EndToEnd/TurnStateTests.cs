using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

[Trait("Kind", "EndToEnd")]
public sealed class TurnStateTests(BrowserFixture browser)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnswerThatIsPutOff_ComesAfterTheWait_AndSaysWhatWasBefore()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Fail(429, "rate_limit_exceeded", retryAfter: "2");
        provider.Answer("Here it is.");

        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("Are you busy?");

        // What the wait looks like is for the next test: a slow machine may show none of two seconds.
        await page.ExpectMessagesAsync("Are you busy?", "Here it is.");
        await Assertions.Expect(page.Messages().Nth(1)).ToContainTextAsync(new Regex("Attempt 1:.*taking no more questions"));
        Assert.Equal(2, provider.Requests.Count);
    }

    [Fact]
    public async Task AnswerThatIsPutOff_CountsDown_AndCanBeStopped()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Fail(429, "rate_limit_exceeded", retryAfter: "300");

        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("Are you busy?");
        await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("taking no more questions");
        await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync(new Regex("Next try in [345] min"));
        await page.Button("Stop").ClickAsync();

        await Assertions.Expect(page.RunningAnswer()).ToHaveCountAsync(0);
        await Assertions.Expect(page.Messages().Nth(1)).ToContainTextAsync("Stopped by you");
        await Assertions.Expect(page.Button("Send")).ToBeVisibleAsync();
        Assert.Single(provider.Requests);
    }

    [Fact]
    public async Task AnswerCutAtItsLimit_Continued_IsWhole()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Next(async wire =>
        {
            await wire.TextAsync("The first half, ");
            await wire.EndAsync("length");
        });
        provider.Answer("and the second.");

        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("Tell me all");
        await Assertions.Expect(page.Messages().Nth(1)).ToContainTextAsync("Stopped at the length limit.");
        await page.Button("Continue").ClickAsync();

        await page.ExpectMessagesAsync("Tell me all", "The first half, and the second.");
        await Assertions.Expect(page.Button("Continue")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Choice("Answer")).ToHaveTextAsync("2/2");
    }

    [Fact]
    public async Task TextOfAKilledServer_IsOneClickAwayFromTheAnswer()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Next(async wire =>
        {
            await wire.TextAsync("This one is **cut**");
            await wire.Request.Gone;
        });
        provider.Answer("This one is whole.");
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("Will you survive?");
        await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("This one is cut");
        await WhenDraftIsSavedAsync(server);

        await server.KillAsync();
        await server.StartAgainAsync();

        await page.ExpectMessagesAsync("Will you survive?", "This one is whole.");
        await Assertions.Expect(page.GetByText("This one is cut")).ToBeHiddenAsync();
        await page.GetByText("Attempt 1: The server stopped while it was writing.").ClickAsync();
        await Assertions.Expect(page.GetByText("This one is cut")).ToBeVisibleAsync();
        await Assertions.Expect(page.Messages().Nth(1).Locator("details strong")).ToHaveTextAsync("cut");
    }

    [Fact]
    public async Task QuestionThatWaits_CanBeWithdrawn_AndIsNeverAsked()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var go = new TaskCompletionSource();
        provider.Next(async wire =>
        {
            await wire.TextAsync("One moment");
            await go.Task;
            await wire.EndAsync();
        });

        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("First");
        await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("One moment");
        await page.AskAsync("Second");
        await Assertions.Expect(page.GetByText("Waiting, 2nd in line")).ToBeVisibleAsync();
        await page.Button("Withdraw").ClickAsync();

        await Assertions.Expect(page.GetByText("Waiting, 2nd in line")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Messages().Filter(new() { HasText = "Stopped by you" })).ToHaveCountAsync(1);
        go.SetResult();
        await Assertions.Expect(page.RunningAnswer()).ToHaveCountAsync(0);
        await page.AskAsync("Third");
        await Assertions.Expect(page.Messages().Last).ToContainTextAsync("Understood.");
        Assert.Equal(2, provider.Requests.Count);
    }

    /// <summary>The text of a running answer reaches the disk about once a second; a kill before that leaves nothing to be shown.</summary>
    private static async Task WhenDraftIsSavedAsync(ServerProcess server)
    {
        await using SqliteConnection database = new($"Data Source={server.DataFile("worksquared.db").FullName};Mode=ReadOnly;Pooling=False");
        await database.OpenAsync(Cancellation);
        await using var saved = database.CreateCommand();
        saved.CommandText = "SELECT count(*) FROM drafts WHERE text <> ''";
        while (await saved.ExecuteScalarAsync(Cancellation) is not > 0L)
        {
            await Task.Yield();
        }
    }
}
