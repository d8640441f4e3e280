using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WorkSquared.Core;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Events;
using WorkSquared.Core.Invites;
using WorkSquared.Core.Members;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Accounts;
using WorkSquared.Web.Accounts.Oidc;

namespace WorkSquared.Tests.Web.Accounts.Oidc;

/// <summary>The whole program with Ada's account and a provider, for all tests of a class: each comes from an address of its own.</summary>
public sealed class OidcSite : IAsyncLifetime
{
    public const string Store = "default";

    private int _address;

    internal FakeProvider Provider { get; private set; } = null!;

    internal FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    internal RecordedLogs Logs { get; } = new();

    internal TestSite Site { get; private set; } = null!;

    internal OidcOptions Options => Site.Services.GetRequiredService<IOptions<OidcOptions>>().Value;

    internal ITeamReader Team => Site.Services.GetRequiredService<ITeamReader>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Provider = await FakeProvider.StartAsync();
        Site = new TestSite
        {
            Settings = new Dictionary<string, string>(SettingsFor(Provider.Url))
            {
                ["Logging:LogLevel:Default"] = "Trace",
                ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace",
            },
            Configure = services => services.AddSingleton<TimeProvider>(Time).AddSingleton<IStartupFilter, TestAddress>()
                .AddLogging(logging => logging.ClearProviders().AddProvider(Logs)),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        await Provider.DisposeAsync();
    }

    internal static Dictionary<string, string> SettingsFor(string authority) => new()
    {
        ["WorkSquared:Oidc:Authority"] = authority,
        ["WorkSquared:Oidc:ClientId"] = FakeProvider.ClientId,
        ["WorkSquared:Oidc:ClientSecret"] = FakeProvider.ClientSecret,
        ["WorkSquared:Oidc:Name"] = "Acme ID",
    };

    /// <summary>A browser in which nobody is signed in, at an address from which nobody has tried anything.</summary>
    internal PlainBrowser Browser() => new(Site, $"198.51.100.{++_address}");

    /// <summary>A browser in which this account's owner is signed in by their password.</summary>
    internal async Task<PlainBrowser> BrowserOfAsync(string email)
    {
        var browser = Browser();
        var answer = await browser.SignInAsync(email, SignedIn.Password);
        Assert.Equal("/", answer.Location);
        return browser;
    }

    /// <summary>Goes to the provider by one of the site's links, is signed in there, and comes back.</summary>
    internal async Task<Answer> GoAsync(PlainBrowser browser, Person person, string start = "/sign-in/oidc") =>
        await browser.GetAsync(await CallbackAsync(browser, person, start));

    /// <returns>The address to which the provider sends the browser back.</returns>
    internal async Task<string> CallbackAsync(PlainBrowser browser, Person person, string start = "/sign-in/oidc")
    {
        var away = await browser.GetAsync(start);
        Assert.StartsWith("/authorize?", away.Location, StringComparison.Ordinal);
        Provider.Person = person;
        using HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var back = await client.GetAsync($"{Provider.Url}{away.Location}", Cancellation);
        Assert.StartsWith("http://localhost/sign-in/oidc/callback?", back.Headers.Location?.OriginalString, StringComparison.Ordinal);
        return back.Headers.Location!.PathAndQuery;
    }

    /// <summary>Somebody with an account and a password, whom nothing links yet.</summary>
    internal async Task<Guid> JoinAsync(string name)
    {
        using var browser = Browser();
        var link = await InviteAsync();
        var joined = await browser.PostAsync(
            $"/join/{link}", "join", ("Form.Name", name), ("Form.Email", EmailOf(name)), ("Form.Password", SignedIn.Password));
        Assert.Equal("/", joined.Location);
        return (await AccountsAsync(accounts => accounts.FindByEmailAsync(EmailOf(name))))!.Id;
    }

    /// <summary>The same, linked to the provider.</summary>
    internal async Task<Guid> JoinLinkedAsync(string name, string subject)
    {
        var accountId = await JoinAsync(name);
        await AccountsAsync(async accounts =>
            await accounts.AddLoginAsync((await accounts.FindByIdAsync(accountId.ToString()))!, new UserLoginInfo(Provider.Url, subject, null)));
        return accountId;
    }

    internal static string EmailOf(string name) => $"{name.ToLowerInvariant().Replace(' ', '.')}@example.com";

    /// <returns>The text of a link.</returns>
    internal async Task<string> InviteAsync(Role role = Role.Member, string? email = null) =>
        (await Site.Services.GetRequiredService<IInvites>().CreateAsync(new CreateInvite(Store, role, email, Site.Ada), Cancellation)).Text;

    internal Task<T> AccountsAsync<T>(Func<UserManager<Account>, Task<T>> ask) => WithAsync(ask);

    internal async Task<TResult> WithAsync<TService, TResult>(Func<TService, Task<TResult>> ask)
        where TService : notnull
    {
        await using var scope = Site.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <returns>Whom somebody at the provider is here; null when nobody.</returns>
    internal async Task<Guid?> WhoIsAsync(string subject) => (await AccountsAsync(accounts => accounts.FindByLoginAsync(Provider.Url, subject)))?.Id;

    /// <summary>The latest events of the instance's log, in order.</summary>
    internal async Task<IReadOnlyList<WorkEvent>> LogAsync(int count) =>
    [
        .. (await Site.Services.GetRequiredService<ILogReader>().ReadAsync(InstanceStore.Id, 0, 1000, topic: null, Cancellation)).Events
            .TakeLast(count).Select(committed => committed.Data),
    ];
}
