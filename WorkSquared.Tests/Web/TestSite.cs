using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sessions;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Web;

/// <summary>The whole program over a data directory of its own, without a model that answers.</summary>
public sealed class TestSite : WebApplicationFactory<Program>
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"ws-site-{Path.GetRandomFileName()}");

    internal Action<IServiceCollection> Configure { get; init; } = _ => { };

    /// <summary>What the settings say beside those that every test needs.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>False leaves it without an administrator, and every client without a session.</summary>
    public bool IsSetUp { get; init; } = true;

    /// <summary>Who is signed in.</summary>
    public Actor Ada => Member.ActorOf(Task.Run(FindAdaAsync).GetAwaiter().GetResult());

    public HttpClient CreateStranger()
    {
        var client = CreateClient();
        client.DefaultRequestHeaders.Remove("Cookie");
        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("WorkSquared:DataDirectory", _directory);
        builder.UseSetting("WorkSquared:Setup:AdminEmail", IsSetUp ? SignedIn.Email : "");
        builder.UseSetting("WorkSquared:Setup:AdminPassword", IsSetUp ? SignedIn.Password : "");
        builder.UseSetting("WorkSquared:Responder:Enabled", "false");
        builder.UseSetting("WorkSquared:Llm:Provider", "Offline");
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(Configure);
    }

    /// <summary>Each client is signed in, and each with a session of its own.</summary>
    protected override void ConfigureClient(HttpClient client)
    {
        base.ConfigureClient(client);
        if (IsSetUp)
        {
            client.DefaultRequestHeaders.Add("Cookie", $"{SignedIn.CookieName}={Task.Run(SignInAsync).GetAwaiter().GetResult()}");
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    private async Task<string> SignInAsync()
    {
        return await Services.GetRequiredService<ISessions>().StartAsync(
            new StartSession(await FindAdaAsync(), "default", "A test", "password"), CancellationToken.None);
    }

    private async Task<Guid> FindAdaAsync()
    {
        var team = await Services.GetRequiredService<ITeamReader>().ListAsync("default", CancellationToken.None);
        return team.First(member => member.Role is Role.Owner).Id;
    }
}
