using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Events;
using WorkSquared.Core.Tokens;

namespace WorkSquared.Tests.Web.Api;

/// <summary>The whole program behind a real port, and services with tokens in front of it.</summary>
internal sealed class ApiSite : IAsyncDisposable
{
    public const string Events = "/api/stores/default/events";
    public const string Stream = "/api/stores/default/stream";

    private readonly TestSite _site;

    private ApiSite(TestSite site, HttpClient anonymous) => (_site, Anonymous) = (site, anonymous);

    public HttpClient Anonymous { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static ApiSite Start(Action<IServiceCollection>? configure = null)
    {
        var site = new TestSite { Configure = configure ?? (_ => { }) };
        site.UseKestrel(0);
        site.StartServer();
        return new ApiSite(site, site.CreateStranger());
    }

    public T Get<T>()
        where T : notnull => _site.Services.GetRequiredService<T>();

    public Task<IssuedToken> IssueAsync(TokenScope scope = TokenScope.Write, string user = "planner@example.org", TimeSpan? life = null) =>
        Get<ITokenCommands>().CreateAsync(new CreateToken("default", user, scope, life ?? TokenLife.Default, Actor.System), Cancellation);

    /// <summary>A service that has a token.</summary>
    public async Task<HttpClient> ServiceAsync(TokenScope scope = TokenScope.Write, string user = "planner@example.org") => Service(await IssueAsync(scope, user));

    public HttpClient Service(IssuedToken token)
    {
        var client = _site.CreateStranger();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Text);
        return client;
    }

    /// <summary>A browser in which the administrator is signed in.</summary>
    public HttpClient Browser() => _site.CreateClient();

    public static Guid NewId() => Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddTicks(Random.Shared.NextInt64(1L << 58)));

    public static object Event(string type, object payload, Guid? commandId = null) => new { commandId = commandId ?? NewId(), type, payload };

    public static object Message(Guid conversation, string text, Guid? commandId = null, Guid? id = null) =>
        Event("v1.ChatMessageSent", new { id = id ?? commandId ?? NewId(), conversationId = conversation, message = text, role = "user" }, commandId);

    public async ValueTask DisposeAsync()
    {
        Anonymous.Dispose();
        await _site.DisposeAsync();
    }
}

internal static class ServiceCalls
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<HttpResponseMessage> PushAsync(this HttpClient service, params object[] events) =>
        service.PostAsJsonAsync(ApiSite.Events, new { events }, Cancellation);

    /// <summary>Pushes what must be taken.</summary>
    public static async Task<JsonElement> CommitAsync(this HttpClient service, params object[] events)
    {
        using var response = await service.PushAsync(events);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancellation));
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    public static Task<JsonElement> PullAsync(this HttpClient service, long after = 0, int limit = 500) =>
        service.GetFromJsonAsync<JsonElement>($"{ApiSite.Events}?after={after}&limit={limit}", Cancellation);

    public static async Task<List<string>> TypesAsync(this HttpClient service, long after = 0) =>
        [.. (await service.PullAsync(after)).GetProperty("events").EnumerateArray().Select(recorded => recorded.GetProperty("type").GetString()!)];

    /// <returns>What the problem says.</returns>
    public static async Task<string> AssertRefusedAsync(this HttpResponseMessage response, int status)
    {
        var body = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode} instead of {status}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.CacheControl?.NoStore);
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        return problem.GetProperty("detail").GetString()!;
    }
}
