using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

[Trait("Kind", "EndToEnd")]
public sealed class BadInputTests(BrowserFixture browser)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TextThatCannotBeStored_IsRefusedWithAReason_AndStaysInTheBox()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url);

        await page.Composer().EvaluateAsync("box => { box.value = 'half \\ud83d'; box.dispatchEvent(new Event('input', { bubbles: true })); }");
        await page.Composer().PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "half a character" })).ToBeVisibleAsync();
        Assert.StartsWith("half ", await page.Composer().InputValueAsync(), StringComparison.Ordinal);
        Assert.Empty(provider.Requests);
    }

    [Fact]
    public async Task OverlongText_IsRefusedWithAReason_AndStaysInTheBox_AndTheLongestIsSent()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url);

        await page.Composer().FillAsync(new string('a', 100_001));
        await page.Composer().PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "100,000" })).ToBeVisibleAsync();
        Assert.Equal(100_001, (await page.Composer().InputValueAsync()).Length);

        await page.AskAsync(new string('b', 100_000));
        await page.ExpectMessagesAsync("bbbb", "Understood.");
    }

    [Fact]
    public async Task TenMegabytePaste_LosesNeitherThePageNorTheText()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url);

        await page.Composer().EvaluateAsync("box => { box.value = 'x'.repeat(10_000_000); box.dispatchEvent(new Event('input', { bubbles: true })); }");
        await page.Composer().PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "100,000" })).ToBeVisibleAsync();

        await page.AskAsync("Something shorter");
        await page.ExpectMessagesAsync("Something shorter", "Understood.");
    }

    [Fact]
    public async Task EmptyText_IsNotSent()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url);

        await page.Composer().FillAsync("  \n ");
        await page.Composer().PressAsync("Enter");
        await page.AskAsync("Words");

        await page.ExpectMessagesAsync("Words", "Understood.");
    }

    [Theory]
    [InlineData("/c/01980000-0000-7000-8000-00000000dead")]
    [InlineData("/c/not-an-id")]
    [InlineData("/nowhere")]
    public async Task UnknownAddress_IsNotFound_WithAWayBack(string address)
    {
        await using var server = await ServerProcess.StartAsync();
        using var http = SignedIn.ClientOf(server.Url);
        using var response = await http.GetAsync(server.Url + address, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);

        var page = await browser.OpenAsync(server.Url + address);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("not", new() { IgnoreCase = true });
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link).First.ClickAsync();
        await Assertions.Expect(page.Composer()).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("https://evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData(null, "cross-site", HttpStatusCode.Forbidden)]
    [InlineData(null, "same-origin", HttpStatusCode.OK)]
    public async Task MessageFromAnotherSite_IsRefused(string? origin, string? site, HttpStatusCode expected)
    {
        await using var server = await ServerProcess.StartAsync();
        using var http = SignedIn.ClientOf(server.Url);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{server.Url}/c/01980000-0000-7000-8000-000000000001/messages")
        {
            Content = JsonContent.Create(new { commandId = "01980000-0000-7000-8000-000000000002", text = "Hello" }),
        };
        request.Headers.TryAddWithoutValidation("Origin", origin);
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);

        using var response = await http.SendAsync(request, Cancellation);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task MessageThatDoesNotArriveWhole_IsABadRequest_AndNoErrorOfTheServer()
    {
        await using var server = await ServerProcess.StartAsync();
        var address = new Uri(server.Url);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Cancellation);
        await using var connection = client.GetStream();
        var request = $"POST /c/01980000-0000-7000-8000-000000000001/messages HTTP/1.1\r\nHost: {address.Authority}\r\nOrigin: {server.Url}\r\n"
            + $"Cookie: {SignedIn.CookieName}={await SignedIn.AtAsync(server.Url)}\r\n"
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nno size of a chunk\r\n";

        await connection.WriteAsync(Encoding.ASCII.GetBytes(request), Cancellation);
        using var reader = new StreamReader(connection);
        var response = await reader.ReadToEndAsync(Cancellation);

        Assert.StartsWith("HTTP/1.1 400", response, StringComparison.Ordinal);
        Assert.Contains("did not arrive whole", response, StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", server.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_ThatMakeNoSense_StopTheStartWithASentenceThatNamesTheKey()
    {
        await using var server = await ServerProcess.StartAsync();
        await server.KillAsync();

        foreach (var (key, value, name) in new[]
        {
            ("WorkSquared__Llm__Temperature", "hot", "WorkSquared:Llm:Temperature"),
            ("WorkSquared__Llm__Endpoint", "not a url", "WorkSquared:Llm:Endpoint"),
            ("WorkSquared__Llm__Provider", "Oracle", "WorkSquared:Llm:Provider"),
            ("WorkSquared__Responder__MaxConcurrency", "0", "WorkSquared:Responder:MaxConcurrency"),
            ("WorkSquared__StoreId", "a b", "WorkSquared:StoreId"),
            ("WorkSquared__Database__Provider", "Oracle", "WorkSquared:Database:Provider"),
        })
        {
            server.Set(key, value);
            var (exitCode, output) = await server.RunVerbAsync("--urls", "http://127.0.0.1:0");

            Assert.Equal(78, exitCode);
            Assert.Contains(name, output, StringComparison.Ordinal);
            Assert.Single(output.Trim().Split('\n'));
            server.Unset(key);
        }
    }
}
