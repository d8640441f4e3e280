using System.Net;
using System.Net.Http.Headers;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Export;
using WorkSquared.Core.Members;
using WorkSquared.Core.Prompts;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Tasks;
using WorkSquared.Core.Tokens;
using WorkSquared.Tests.Web.Requests;

namespace WorkSquared.Tests.Web.Workspaces;

/// <summary>Whoever belongs to one workspace neither sees nor changes anything of another, at any address of the program.</summary>
public sealed class ForeignWorkspaceTests : IAsyncLifetime
{
    private const string Canary = "canary5f1d";

    // What MappedEndpoint puts into addresses: everything of the other workspace has it, whatever an address means by it.
    private static readonly Guid _id = Guid.Parse("01980000-0000-7000-8000-000000000001");

    private TwoWorkspaces _site = null!;
    private Guid _bob;
    private long _head;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _site = await TwoWorkspaces.StartAsync();
        _bob = await _site.JoinAsync("Bob");
        var (store, ada) = (_site.Second, Member.ActorOf(_site.Ada));
        await _site.Get<IChatCommands>().SendAsync(new SendMessage(store, TwoWorkspaces.NewId(), _id, $"A question {Canary}", ada), Cancellation);
        await _site.Get<ITaskCommands>().CreateAsync(new CreateTask(store, TwoWorkspaces.NewId(), $"A task {Canary}", ada), Cancellation);
        await _site.Get<IPromptCommands>().SaveAsync(new SavePrompt(store, TwoWorkspaces.NewId(), _id, "x", $"A prompt {Canary}", ada), Cancellation);
        _head = await HeadAsync();
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EveryAddress_WithWhatIsInAnotherWorkspace_ShowsAndChangesNothingOfIt(bool isNamed)
    {
        var endpoints = MappedEndpoint.AllOf(_site.Site.Services).Where(endpoint => !endpoint.IsStatic).ToList();
        Assert.Contains(endpoints, endpoint => endpoint.Address == $"/c/{_id}");
        Assert.Contains(endpoints, endpoint => endpoint.Address == $"/c/{_id}/export.md");

        foreach (var endpoint in endpoints)
        {
            // A new one each time: one of the endpoints ends it.
            var session = await _site.SignInAsync(_bob);
            var address = endpoint.Address.Replace("/default", $"/{_site.Second}", StringComparison.Ordinal) + (isNamed ? $"?workspace={_site.Second}" : "");
            using var response = await _site.SendAsync(session, new HttpMethod(endpoint.Method), address);
            var body = await response.Content.ReadAsStringAsync(Cancellation);

            Assert.Equal((endpoint, false), (endpoint, body.Contains(Canary, StringComparison.Ordinal) || body.Contains("Office move", StringComparison.Ordinal)));
            if (endpoint.Method == "GET" && endpoint.Address.Contains($"/c/{_id}", StringComparison.Ordinal))
            {
                Assert.Equal((endpoint, isNamed ? HttpStatusCode.Redirect : HttpStatusCode.NotFound), (endpoint, response.StatusCode));
            }
        }

        Assert.Equal(_head, await HeadAsync());
    }

    [Fact]
    public async Task Token_OfOneWorkspace_OpensNoDoorOfAnother()
    {
        var token = await _site.Get<ITokenCommands>().CreateAsync(
            new CreateToken(TwoWorkspaces.First, "Planner", TokenScope.Write, TimeSpan.FromDays(1), Actor.System), Cancellation);
        var doors = MappedEndpoint.AllOf(_site.Site.Services).Where(endpoint => endpoint.Address.StartsWith("/api/stores/default", StringComparison.Ordinal)).ToList();
        Assert.True(doors.Count >= 3);

        foreach (var door in doors)
        {
            using HttpRequestMessage request = new(
                new HttpMethod(door.Method), door.Address.Replace("/default", $"/{_site.Second}", StringComparison.Ordinal));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Text);
            using var response = await _site.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);

            Assert.Equal((door, HttpStatusCode.NotFound), (door, response.StatusCode));
        }

        Assert.Equal(_head, await HeadAsync());
    }

    private async Task<long> HeadAsync() => (await _site.Get<IStoreLog>().ReadPageAsync(Reader.OfTheSystem(_site.Second), after: 0, 1, Cancellation)).Head;
}
