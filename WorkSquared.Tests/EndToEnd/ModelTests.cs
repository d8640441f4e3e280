using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

[Trait("Kind", "EndToEnd")]
public sealed class ModelTests(BrowserFixture browser)
{
    [Fact]
    public async Task Question_IsAnswered_ByAModelServerOfOthers()
    {
        await using var model = await AimockServer.StartAsync(TestContext.Current.CancellationToken);
        await using var server = await ServerProcess.StartAsync(
            ("WorkSquared__Llm__Endpoint", $"{model.Url}/v1"), ("WorkSquared__Llm__Model", "some-model"));

        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("Plan iteration zero");

        await page.ExpectMessagesAsync("Plan iteration zero", "Iteration zero, in short:");
        await Assertions.Expect(page.Messages().Nth(1).GetByRole(AriaRole.Listitem)).ToHaveTextAsync(
            ["Team and access 🙂", "Definition of done", "First backlog – größer als gedacht"]);
        await Assertions.Expect(page.GetByRole(AriaRole.Banner)).ToContainTextAsync("some-model");
    }

    [Fact]
    public async Task Braintrust_GetsTheSeedsRequest_FromTheRunningProgram()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(
            ("BRAINTRUST_API_KEY", "bt-key"), ("BRAINTRUST_PROJECT_ID", "p-1"), ("WorkSquared__Llm__Endpoint", $"{provider.Url}/v1/proxy"));

        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("How do we start?");
        await page.ExpectMessagesAsync("How do we start?", "Understood.");

        var request = Assert.Single(provider.Requests);
        Assert.Equal("/v1/proxy/chat/completions", request.PathAndQuery);
        Assert.Equal("Bearer bt-key", request.Headers["Authorization"]);
        Assert.Equal("project_id:p-1", request.Headers["x-bt-parent"]);
        Assert.Equal(["model", "messages", "temperature", "max_tokens", "stream"], request.Json.Select(field => field.Key).OrderBy(Place));
        Assert.Equal(["system", "user"], request.Messages.Select(message => message.Split(':')[0]));
    }

    [Fact]
    public async Task WithoutAnyModel_TheOfflinePlaybookAnswers_AndTheHeaderSaysSo()
    {
        await using var server = await ServerProcess.StartAsync();

        var page = await browser.OpenAsync(server.Url);
        await Assertions.Expect(page.GetByRole(AriaRole.Banner)).ToContainTextAsync("Offline playbook");
        await page.AskAsync("Plan an engagement to move Contoso's payroll to the cloud in 8 weeks");

        await Assertions.Expect(page.Messages()).ToHaveCountAsync(2);
        await Assertions.Expect(page.Messages().Nth(1)).ToContainTextAsync("Contoso");
        await page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Link).First.ClickAsync();
        await Assertions.Expect(page.GetByText("http://localhost:11434/v1").First).ToBeVisibleAsync();
    }

    private static int Place(string key) => Array.IndexOf(["model", "messages", "temperature", "max_tokens", "stream"], key);
}
