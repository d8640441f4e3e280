using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Web.Api;

/// <summary>The API of a server that is a process of its own: it can be killed, and another process may revoke what it lets in.</summary>
public sealed partial class LiveServerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Push_WhoseAnswerWasLostWithTheServer_IsOneEvent_HoweverOftenItIsSent()
    {
        await using var server = await ServerProcess.StartAsync(("WorkSquared__Responder__Enabled", "false"));
        using var service = await ServiceAsync(server);
        var conversation = ApiSite.NewId();
        object[] messages = [.. Enumerable.Range(0, 50).Select(i => ApiSite.Message(conversation, $"Message {i}"))];
        await service.CommitAsync(messages[0]);

        // Some of them are committed when it dies, some are not, and nobody is told which.
        var lost = messages.Skip(1).Select(message => SendAsync(service, message)).ToList();
        await Task.WhenAny(lost);
        await server.KillAsync();
        await Task.WhenAll(lost);
        await server.StartAgainAsync();
        foreach (var message in messages.Concat(messages))
        {
            await service.CommitAsync(message);
        }

        Assert.Equal(messages.Length, (await service.TypesAsync()).Count(type => type == "v1.ChatMessageSent"));
        Assert.True((await service.CommitAsync(messages[0])).GetProperty("committed")[0].GetProperty("duplicate").GetBoolean());
        var (exitCode, output) = await server.RunVerbAsync("verify");
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Verb_ThatRevokesATokenBesideTheServer_ClosesItsStreams_WithinFiveSeconds()
    {
        await using var server = await ServerProcess.StartAsync(("WorkSquared__Responder__Enabled", "false"));
        using var service = await ServiceAsync(server);
        using var response = await service.GetAsync(ApiSite.Stream, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using StreamReader stream = new(await response.Content.ReadAsStreamAsync(Cancellation));
        var id = Guid.ParseExact(service.DefaultRequestHeaders.Authorization!.Parameter!.Substring(3, 32), "N");

        var (exitCode, output) = await server.RunVerbAsync("token", "revoke", id.ToString());
        var revoked = TimeProvider.System.GetTimestamp();
        var seen = await stream.ReadToEndAsync(Cancellation);

        Assert.True(exitCode == 0, output);
        Assert.InRange(TimeProvider.System.GetElapsedTime(revoked), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Contains("v1.TokenCreated", seen, StringComparison.Ordinal);
        using var refused = await service.GetAsync(ApiSite.Events, Cancellation);
        await refused.AssertRefusedAsync(401);
    }

    private static async Task SendAsync(HttpClient service, object message)
    {
        try
        {
            using var response = await service.PushAsync(message);
        }
        catch (HttpRequestException)
        {
            // The server is gone.
        }
    }

    private static async Task<HttpClient> ServiceAsync(ServerProcess server)
    {
        var (exitCode, output) = await server.RunVerbAsync("token", "create", "--store", "default", "--user", "planner@example.org", "--scope", "write");
        Assert.True(exitCode == 0, output);
        HttpClient service = new() { BaseAddress = new Uri(server.Url) };
        service.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token().Match(output).Value);
        return service;
    }

    [GeneratedRegex("^ws_[0-9a-f]{32}_[A-Za-z0-9_-]{43}$", RegexOptions.Multiline)]
    private static partial Regex Token();
}
