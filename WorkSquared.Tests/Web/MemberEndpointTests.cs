using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Web;

namespace WorkSquared.Tests.Web;

public sealed class MemberEndpointTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Name_Given_MakesAMemberOfThisBrowser_AndOfNoOther()
    {
        using var ada = _site.CreateClient();
        using var other = _site.CreateClient();

        var response = await NameAsync(ada, "Ada");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie")).ToLowerInvariant();
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("secure", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("ada", cookie.Split(';')[0].Split('=')[0], StringComparison.Ordinal);
        Assert.Equal("Ada", NameOf(await AuthorAsync(ada)));
        Assert.Equal(Viewer.Nameless, await AuthorAsync(other));
        Assert.Contains("Hello, Ada", await ada.GetStringAsync("/me", Cancellation), StringComparison.Ordinal);
        Assert.Contains("Who are you?", await other.GetStringAsync("/me", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookie_OverHttps_IsSecure()
    {
        using var client = _site.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new Uri("https://localhost") });

        var response = await NameAsync(client, "Ada", "https://localhost");

        Assert.Contains("secure", Assert.Single(response.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Name_GivenAgain_IsARename_AndLeavingMakesTheBrowserNobodyAgain()
    {
        using var client = _site.CreateClient();
        await NameAsync(client, "Ada");
        var ada = await AuthorAsync(client);

        await NameAsync(client, "Ada Lovelace");
        Assert.Equal(ada, await AuthorAsync(client));
        Assert.Equal("Ada Lovelace", (await Directory.FindAsync("default", Member.IdOf(ada)!.Value, Cancellation))?.Name);

        await PostAsync(client, "/me/leave", new { });
        Assert.Equal(Viewer.Nameless, await AuthorAsync(client));
    }

    [Theory]
    [InlineData("Somebody is called that already. Choose another name.", "ADA", HttpStatusCode.Conflict)]
    [InlineData("A name needs at least one letter or digit.", "!", HttpStatusCode.BadRequest)]
    public async Task Name_ThatCantBe_IsRefusedWithASentence_AndNoCookie(string sentence, string name, HttpStatusCode status)
    {
        using var ada = _site.CreateClient();
        using var other = _site.CreateClient();
        await NameAsync(ada, "Ada");

        var response = await NameAsync(other, name);

        Assert.Equal(status, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.Equal(sentence, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Cookie_ThatWasNotMadeHereForAMember_IsNobodys()
    {
        using var client = _site.CreateClient();
        await NameAsync(client, "Ada");
        var id = Member.IdOf(await AuthorAsync(client))!.Value;
        var protection = _site.Services.GetRequiredService<IDataProtectionProvider>();

        Assert.Equal(Member.ActorOf(id), await AuthorAsync(With(protection.CreateProtector("WorkSquared.Member").Protect(id.ToString()))));
        string[] forged =
        [
            id.ToString(),
            "",
            "nonsense",
            protection.CreateProtector("WorkSquared.Member").Protect("nonsense"),
            protection.CreateProtector("Another purpose").Protect(id.ToString()),
            protection.CreateProtector("WorkSquared.Member").Protect("01980000-0000-7000-8000-000000000001"),
        ];
        foreach (var cookie in forged)
        {
            Assert.Equal(Viewer.Nameless, await AuthorAsync(With(cookie)));
        }
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData(null)]
    public async Task Request_FromElsewhere_ChangesNothing(string? origin)
    {
        using var client = _site.CreateClient();

        Assert.Equal(HttpStatusCode.Forbidden, (await NameAsync(client, "Ada", origin)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(client, "/me/leave", new { }, origin)).StatusCode);
        Assert.Empty(Directory.Of("default").Names);
    }

    private IMemberDirectory Directory => _site.Services.GetRequiredService<IMemberDirectory>();

    private string? NameOf(Actor actor) => Directory.Of("default").NameOf(actor);

    private HttpClient With(string cookie)
    {
        var client = _site.CreateClient(new WebApplicationFactoryClientOptions { HandleCookies = false });
        client.DefaultRequestHeaders.Add("Cookie", $"worksquared.member={cookie}");
        return client;
    }

    private static Task<HttpResponseMessage> NameAsync(HttpClient client, string name, string? origin = "http://localhost") =>
        PostAsync(client, "/me/name", new { name }, origin);

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, object body, string? origin = "http://localhost")
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await client.SendAsync(request, Cancellation);
    }

    /// <summary>Who the log says has written what this browser sends.</summary>
    private async Task<Actor> AuthorAsync(HttpClient client)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var response = await PostAsync(client, $"/c/{id}/messages", new { commandId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), text = "Who wrote this?" });
        response.EnsureSuccessStatusCode();
        var sent = await _site.Services.GetRequiredService<IEventBus>().SubscribeAsync("default", 0, id, Cancellation)
            .FirstAsync(committed => committed.Data is ChatMessageSent, Cancellation);
        return sent.Actor;
    }
}
