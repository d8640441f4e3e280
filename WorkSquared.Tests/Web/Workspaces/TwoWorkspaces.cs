using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Invites;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sessions;
using WorkSquared.Core.Workspaces;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Web.Workspaces;

/// <summary>A program with the workspace of the settings and another one, both of Ada, who administers the instance.</summary>
internal sealed class TwoWorkspaces : IAsyncDisposable
{
    public const string First = "default";

    private TwoWorkspaces(HttpClient client) => Client = client;

    public TestSite Site { get; private init; } = null!;

    /// <summary>Without a session: each request says whose it is.</summary>
    public HttpClient Client { get; }

    public Guid Ada { get; private init; }

    /// <summary>The store of the other one.</summary>
    public string Second { get; private init; } = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<TwoWorkspaces> StartAsync()
    {
        TestSite site = new();
        var client = site.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
        client.DefaultRequestHeaders.Remove("Cookie");
        var ada = (await site.Services.GetRequiredService<ITeamReader>().ListAsync(First, Cancellation)).Single(member => member.Role is Role.Owner).Id;
        var second = await site.Services.GetRequiredService<IWorkspaces>().CreateAsync(
            new CreateWorkspace(NewId(), "Office move", Member.ActorOf(ada)), Cancellation);
        return new TwoWorkspaces(client) { Site = site, Ada = ada, Second = second };
    }

    public static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    public T Get<T>()
        where T : notnull => Site.Services.GetRequiredService<T>();

    public async Task<Guid> JoinAsync(string name, string storeId = First)
    {
        var id = NewId();
        var invite = await Get<IInvites>().CreateAsync(new CreateInvite(storeId, Role.Owner, Email: null, Member.ActorOf(Ada)), Cancellation);
        await Get<IInvites>().AcceptAsync(invite.Text, id, name, Cancellation);
        return id;
    }

    public async Task<Guid> SayAsync(Guid by, string text, string storeId)
    {
        var id = NewId();
        await Get<IChatCommands>().SendAsync(new SendMessage(storeId, NewId(), id, text, Member.ActorOf(by)), Cancellation);
        return id;
    }

    /// <returns>The key of a new session.</returns>
    public Task<string> SignInAsync(Guid account, string storeId = First) =>
        Get<ISessions>().StartAsync(new StartSession(account, storeId, "A test", "password"), Cancellation);

    /// <summary>As a browser asks for a page, or a script of ours for anything else.</summary>
    public async Task<HttpResponseMessage> SendAsync(string session, HttpMethod method, string address, HttpContent? content = null)
    {
        using HttpRequestMessage request = new(method, address) { Content = content };
        request.Headers.Add("Cookie", $"{SignedIn.CookieName}={session}");
        if (method == HttpMethod.Get)
        {
            request.Headers.Add("Sec-Fetch-Mode", "navigate");
        }
        else
        {
            request.Headers.Add("Origin", Client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        }

        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return Site.DisposeAsync();
    }
}
