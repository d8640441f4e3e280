using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Invites;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sessions;
using WorkSquared.Llm.Providers;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Web.Connect;

/// <summary>The page <c>/model</c> and what its script asks for, over the whole program.</summary>
public sealed class ModelPageTests : IAsyncLifetime
{
    private const string Key = "sk-canary-3c77-pasted";

    private readonly TestSite _site = new()
    {
        Configure = services => services.Configure<LlmOptions>(llm => (llm.Provider, llm.AllowPrivateHosts) = ("Auto", "127.0.0.1")),
    };

    private ScriptedProvider _provider = null!;
    private HttpClient _ada = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => (_provider, _ada) = (await ScriptedProvider.StartAsync(), FromOurPages(_site.CreateClient()));

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Key_IsTakenOnce_AndNothingThatTheServerSaysHasItAgain()
    {
        var tested = await PostAsync(_ada, "/model/test");
        var saved = await PostAsync(_ada, "/model/settings");
        var page = WebUtility.HtmlDecode(await _ada.GetStringAsync("/model", Cancellation));
        var stored = await PostAsync(_ada, "/model/test", key: "");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NoContent), (tested.Status, saved.Status));
        Assert.True(tested.Json!.RootElement.GetProperty("isGood").GetBoolean());
        Assert.StartsWith("gpt-4o-2024-08-06 answers: first word after ", tested.Json.RootElement.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.True(stored.Json!.RootElement.GetProperty("isGood").GetBoolean());
        Assert.All(_provider.Requests, request => Assert.Equal($"Bearer {Key}", request.Headers["Authorization"]));
        Assert.Contains($"A key ending in …{Key[^4..]} was given by", page, StringComparison.Ordinal);
        Assert.Contains($"gpt-4o at {new Uri(_provider.Url).Authority} answers", page, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", page + tested.Text + stored.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoeverDoesNotAdministerTheInstance_FindsNoPage_AndNothingThatTheyMayDo()
    {
        var bob = FromOurPages(await JoinAsync("Bob"));
        await PostAsync(_ada, "/model/settings");

        using var page = await bob.GetAsync("/model", Cancellation);
        var html = await page.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Contains("Page not found", html, StringComparison.Ordinal);
        Assert.DoesNotContain("A key ", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"model\"", html + await bob.GetStringAsync("/connect-model", Cancellation), StringComparison.Ordinal);
        Assert.Contains("href=\"model\"", await _ada.GetStringAsync("/connect-model", Cancellation), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(bob, "/model/settings", "https://bobs.example/v1")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(bob, "/model/test")).Status);
        Assert.Empty(_provider.Requests);
        Assert.Equal($"gpt-4o at {new Uri(_provider.Url).Authority}", _site.Services.GetRequiredService<ICurrentModel>().InUse.DisplayName);
    }

    [Fact]
    public async Task WhatIsWrong_IsSaidInASentence_AndNothingIsSaved()
    {
        var inside = await PostAsync(_ada, "/model/settings", "http://10.0.0.1/v1");
        var number = await PostAsync(_ada, "/model/settings", temperature: "warm");
        var another = await PostAsync(_ada, "/model/settings", provider: "another");

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest], [inside.Status, number.Status, another.Status]);
        Assert.Contains("WorkSquared:Llm:AllowPrivateHosts", inside.Text, StringComparison.Ordinal);
        Assert.Contains("The temperature is a number from 0 to 2", number.Text, StringComparison.Ordinal);
        Assert.True(_site.Services.GetRequiredService<ICurrentModel>().InUse.IsOffline);
    }

    [Fact]
    public async Task Page_OfAModelThatTheServersSettingsName_TestsItAndChangesNothing()
    {
        await using TestSite site = new();
        using var ada = FromOurPages(site.CreateClient());

        var page = await ada.GetStringAsync("/model", Cancellation);

        Assert.Contains("This model comes from the server’s settings", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"key\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(ada, "/model/settings")).Status);
        using var tested = await ada.PostAsJsonAsync("/model/test", new { }, Cancellation);
        Assert.True((await tested.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("isGood").GetBoolean());
    }

    private async Task<(HttpStatusCode Status, string Text, JsonDocument? Json)> PostAsync(
        HttpClient client, string address, string? endpoint = null, string key = Key, string temperature = "0,7", string provider = "openai")
    {
        using var response = await client.PostAsJsonAsync(
            address,
            new
            {
                commandId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
                provider,
                endpoint = endpoint ?? $"{_provider.Url}/v1",
                model = "gpt-4o",
                others = "o3\r\no4",
                projectId = "",
                temperature,
                maxOutputTokens = "1000",
                key,
            },
            Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return (response.StatusCode, text, text.Length > 0 ? JsonDocument.Parse(text) : null);
    }

    private async Task<HttpClient> JoinAsync(string name)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var invites = _site.Services.GetRequiredService<IInvites>();
        var invite = await invites.CreateAsync(new CreateInvite("default", Role.Owner, Email: null, _site.Ada), Cancellation);
        await invites.AcceptAsync(invite.Text, id, name, Cancellation);
        var client = _site.CreateStranger();
        var session = await _site.Services.GetRequiredService<ISessions>().StartAsync(new StartSession(id, "default", "A test", "password"), Cancellation);
        client.DefaultRequestHeaders.Add("Cookie", $"{SignedIn.CookieName}={session}");
        return client;
    }

    private static HttpClient FromOurPages(HttpClient client)
    {
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return client;
    }
}
