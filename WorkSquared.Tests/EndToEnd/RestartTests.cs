using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

[Trait("Kind", "EndToEnd")]
public sealed class RestartTests(BrowserFixture browser)
{
    [Fact]
    public async Task ServerKilledInTheMiddleOfAnAnswer_AnswersItOnce_AndThePageComesBackByItself()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Next(async wire =>
        {
            await wire.TextAsync("This one is cut");
            await wire.Request.Gone;
        });
        provider.Answer("This one is whole.");

        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("Will you survive?");
        await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("This one is cut");
        var url = page.Url;
        await page.Composer().FillAsync("Not sent yet");

        await server.KillAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status, new() { Name = "Connection" })).ToBeVisibleAsync();
        await page.Composer().PressAsync("End");
        await page.Composer().PressSequentiallyAsync(", and still typing");
        await server.StartAgainAsync();

        await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
        await page.ExpectMessagesAsync("Will you survive?", "This one is whole.");
        await Assertions.Expect(page.GetByRole(AriaRole.Status, new() { Name = "Connection" })).ToHaveCountAsync(0);
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("Not sent yet, and still typing");
        Assert.Equal(url, page.Url);
        Assert.Equal(2, provider.Requests.Count);

        var (exitCode, output) = await server.RunVerbAsync("verify");
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task QuestionAsked_WhileTheResponderIsDown_IsAnsweredOnceAfterTheNextStart()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        await server.KillAsync();
        server.Set("WorkSquared__Responder__Enabled", "false");
        await server.StartAgainAsync();
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("Is anybody there?");
        await page.ExpectMessagesAsync("Is anybody there?", "");
        Assert.Empty(provider.Requests);

        await server.KillAsync();
        server.Set("WorkSquared__Responder__Enabled", "true");
        await server.StartAgainAsync();

        await page.ExpectMessagesAsync("Is anybody there?", "Understood.");
        Assert.Single(provider.Requests);
    }

    [Fact]
    public async Task MessageSent_WhileTheServerIsDown_IsKept_AndStoredOnceWhenItIsBack()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("First");
        await page.ExpectMessagesAsync("First", "Understood.");

        await server.KillAsync();
        await page.Composer().FillAsync("Second");
        await page.Composer().PressAsync("Enter");
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("Second");
        await server.StartAgainAsync();

        await page.ExpectMessagesAsync("First", "Understood.", "Second", "Understood.");
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("");
    }

    [Fact]
    public async Task SecondProcess_OnTheSameData_EndsWithOneSentence()
    {
        await using var server = await ServerProcess.StartAsync();

        var (exitCode, output) = await server.RunVerbAsync("--urls", "http://127.0.0.1:0");

        Assert.Equal(73, exitCode);
        Assert.Single(output.Trim().Split('\n'));
        Assert.StartsWith("Another Work Squared is running on the data directory", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("instance.lock", 0)]
    [InlineData("worksquared.db", 0)]
    [InlineData("worksquared.db", 1)]
    [InlineData("worksquared.db-wal", 0)]
    [InlineData("worksquared.db-wal", 1)]
    [InlineData("worksquared.db-wal", 60_000)]
    public async Task FirstStart_KilledWhileItMakesTheDatabase_StopsNoLaterStart(string file, long length)
    {
        await using var server = await ServerProcess.StartAsync();
        await server.KillAsync();
        Directory.Delete(Path.Combine(server.Directory, "data"), recursive: true);

        await server.StartAndKillAsync(when: () => server.DataFile(file) is { Exists: true } data && data.Length >= length);
        await server.StartAgainAsync();

        var (exitCode, output) = await server.RunVerbAsync("verify");
        Assert.True(exitCode == 0, output);
    }
}
