using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Tokens;
using WorkSquared.Tests.Web.Api;

namespace WorkSquared.Tests.Web.Requests;

/// <summary>A canary in a private conversation is in no answer to somebody else, whatever address they ask for, as the program lists them.</summary>
public sealed class PrivateRequestsTests
{
    private const string Canary = "zeppelin";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Role.Member)]
    [InlineData(Role.Admin)]
    [InlineData(Role.Guest)]
    public async Task NoAnswer_ToSomebodyElse_HasAnythingOfAPrivateConversation(Role role)
    {
        await using TestSite site = new();
        using var ada = site.CreateClient();
        var (conversation, turn, owner) = await BeginAsync(site);
        using var other = await site.JoinAsync("Grace", role);

        // A stream never ends by itself; the API's has tests of its own.
        var addresses = MappedEndpoint.AllOf(site.Services)
            .Where(endpoint => !endpoint.IsStatic && endpoint.Method == "GET" && !endpoint.Address.Contains("stream", StringComparison.Ordinal))
            .Select(endpoint => endpoint.Address.Replace("01980000-0000-7000-8000-000000000001", conversation.ToString(), StringComparison.Ordinal))
            .Append($"/c/{conversation}")
            .Append($"/c/{conversation}?turn={turn}")
            .Append("/")
            .Distinct()
            .ToList();
        foreach (var address in addresses)
        {
            var text = await AskAsync(other, address);
            Assert.False(text.Contains(Canary, StringComparison.OrdinalIgnoreCase), address);
        }

        // Otherwise the test would say nothing.
        Assert.Contains(Canary, await AskAsync(ada, $"/c/{conversation}"), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(conversation.ToString(), await AskAsync(other, "/"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Token_GetsOnlyWhatItsMemberSees()
    {
        await using TestSite site = new();
        using var ada = site.CreateClient();
        var (conversation, _, owner) = await BeginAsync(site);
        var issued = await site.Services.GetRequiredService<ITokenCommands>().CreateAsync(
            new CreateToken("default", "planner@example.org", TokenScope.Write, TokenLife.Default, Actor.System), Cancellation);
        using var service = site.CreateStranger();
        service.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", issued.Text);

        var pulled = await service.GetStringAsync("/api/stores/default/events", Cancellation);
        using var pushed = await service.PostAsJsonAsync(
            "/api/stores/default/events",
            new { events = new[] { ApiSite.Message(conversation, "Let me in") } },
            Cancellation);

        Assert.DoesNotContain(Canary, pulled, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(conversation.ToString(), pulled, StringComparison.OrdinalIgnoreCase);

        // What is not there for it is a mistake in what it sent, as for any id that nobody knows.
        Assert.Equal(400, (int)pushed.StatusCode);
        Assert.NotEqual(Guid.Empty, owner);
    }

    private static async Task<(Guid Conversation, Guid Turn, Guid Owner)> BeginAsync(TestSite site)
    {
        var team = await site.Services.GetRequiredService<ITeamReader>().ListAsync("default", Cancellation);
        var owner = team.Single(member => member.Role is Role.Owner).Id;
        var conversation = Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddDays(1));
        var sent = await site.Services.GetRequiredService<IChatCommands>().SendAsync(
            new SendMessage("default", Guid.CreateVersion7(DateTimeOffset.UnixEpoch), conversation, $"What is a {Canary}?", Member.ActorOf(owner)), Cancellation);
        await site.Services.GetRequiredService<ISharingCommands>().RestrictAsync(
            new Restrict("default", Guid.CreateVersion7(DateTimeOffset.UnixEpoch), conversation, IsRestricted: true, Member.ActorOf(owner)), Cancellation);
        return (conversation, sent.TurnId, owner);
    }

    private static async Task<string> AskAsync(HttpClient client, string address)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, address) { Headers = { { "Accept", "text/html, */*" }, { "Sec-Fetch-Site", "same-origin" } } };
        using var response = await client.SendAsync(request, Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }
}
