using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Members;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Accounts;
using Audit = WorkSquared.Core.Audit;

namespace WorkSquared.Tests.Web.Accounts.Oidc;

/// <summary>Whom the provider vouches for comes in, and nobody by anything else that comes back from it.</summary>
public sealed class OidcSignInTests(OidcSite site) : IClassFixture<OidcSite>, IDisposable
{
    private const string Failed = "Signing in with Acme ID did not work. Try again, or sign in another way.";
    private const string Away = "Acme ID can’t be reached just now. Try again in a minute, or sign in another way.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        site.Provider.Token.Fault = null;
        site.Provider.InsteadOfToken = null;
        site.Provider.IsAway = false;
        site.Options.LinkVerifiedEmail = false;
    }

    [Fact]
    public async Task LinkedAccount_IsSignedIn_WhereItWantedToGo_WhateverItsAddressIsThere()
    {
        var grace = await site.JoinLinkedAsync("Grace", "grace-1");
        using var browser = site.Browser();
        Assert.Contains("href=\"sign-in/oidc?return=%2Fusage\">Sign in with Acme ID</a>", (await browser.GetAsync("/sign-in?return=%2Fusage")).Text, StringComparison.Ordinal);

        var back = await site.GoAsync(browser, new Person("grace-1", "somebody.else@example.com", true), "/sign-in/oidc?return=%2Fusage");

        Assert.Equal((HttpStatusCode.Redirect, "/usage"), (back.Status, back.Location));
        Assert.Contains(OidcSite.EmailOf("Grace"), (await browser.GetAsync("/account")).Text, StringComparison.Ordinal);
        Assert.Equal(new Audit.SignedIn(grace, "oidc", site.Time.GetUtcNow()), (await site.LogAsync(1)).Single());
    }

    [Theory]
    [InlineData("iss")]
    [InlineData("aud")]
    [InlineData("sub")]
    [InlineData("nonce")]
    [InlineData("no nonce")]
    [InlineData("exp")]
    [InlineData("no exp")]
    [InlineData("none")]
    [InlineData("secret")]
    [InlineData("key")]
    public async Task Token_ThatIsNotForThisSignIn_OrNotSignedByTheProvider_OpensNothing(string fault)
    {
        var subject = $"bob {fault}";
        await site.JoinLinkedAsync($"Bob {fault}", subject);
        using var browser = site.Browser();
        site.Provider.Token.Fault = fault;

        await AssertRefusedAsync(browser, await site.GoAsync(browser, new Person(subject)), Failed);

        site.Provider.Token.Fault = null;
        Assert.Equal("/", (await site.GoAsync(browser, new Person(subject))).Location);
    }

    [Theory]
    [InlineData("?code=x&state=x")]
    [InlineData("?code=x")]
    [InlineData("?error=access_denied&error_description=canary-words-of-the-provider-90ab")]
    [InlineData("")]
    public async Task Answer_ThatNobodyAskedFor_OpensNothing(string query)
    {
        using var browser = site.Browser();

        await AssertRefusedAsync(browser, await browser.GetAsync($"{AccountAddress.OidcCallback}{query}"), Failed);
    }

    [Fact]
    public async Task Answer_ToAnotherBrowser_OpensNothing()
    {
        await site.JoinLinkedAsync("Mallory", "mallory-1");
        using var mallory = site.Browser();
        using var victim = site.Browser();
        var answer = await site.CallbackAsync(mallory, new Person("mallory-1"));

        await AssertRefusedAsync(victim, await victim.GetAsync(answer), Failed);
    }

    [Fact]
    public async Task Code_OfAnothersSignIn_OpensNothing_SinceItsVerifierIsNotThere()
    {
        await site.JoinLinkedAsync("Heidi", "heidi-1");
        using var heidi = site.Browser();
        using var thief = site.Browser();
        var stolen = await site.CallbackAsync(heidi, new Person("heidi-1"));
        var own = await site.CallbackAsync(thief, new Person("thief-1"));

        var back = await thief.GetAsync($"{AccountAddress.OidcCallback}?code={FieldIn(stolen, "code")}&state={FieldIn(own, "state")}");

        await AssertRefusedAsync(thief, back, Failed);
    }

    [Fact]
    public async Task Answer_IsGoodOnce_EvenWithItsCookies()
    {
        await site.JoinLinkedAsync("Ivan", "ivan-1");
        using var browser = site.Browser();
        var answer = await site.CallbackAsync(browser, new Person("ivan-1"));
        var kept = browser.Cookies.GetAllCookies().Select(cookie => new Cookie(cookie.Name, cookie.Value, "/", "localhost")).ToList();
        Assert.Equal("/", (await browser.GetAsync(answer)).Location);

        using var again = site.Browser();
        kept.ForEach(again.Cookies.Add);

        await AssertRefusedAsync(again, await again.GetAsync(answer), Failed);
    }

    [Fact]
    public async Task Error_OfTheProvider_IsNoWordOnThePage_NorInTheLog()
    {
        using var browser = site.Browser();
        var answer = await site.CallbackAsync(browser, new Person("anybody"));

        await AssertRefusedAsync(
            browser, await browser.GetAsync($"{AccountAddress.OidcCallback}?error=server_error&error_description={FakeProvider.Words}&state={FieldIn(answer, "state")}"), Failed);

        Assert.DoesNotContain(FakeProvider.Words, site.Logs.Text.Replace("error_description=" + FakeProvider.Words, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Provider_ThatIsAway_IsSaidToBe_AtEitherEnd_AndIsNotAskedByEverybodyMeanwhile()
    {
        await using OidcSite other = new();
        await other.InitializeAsync();
        using var browser = other.Browser();
        other.Provider.IsAway = true;

        await AssertRefusedAsync(browser, await browser.GetAsync("/sign-in/oidc"), Away);
        await browser.GetAsync("/sign-in/oidc");
        Assert.Equal(1, other.Provider.Asked);

        other.Provider.IsAway = false;
        other.Time.Advance(TimeSpan.FromSeconds(10));
        var answer = await other.CallbackAsync(browser, new Person("anybody"));
        other.Provider.IsAway = true;
        await AssertRefusedAsync(browser, await browser.GetAsync(answer), Away);
    }

    [Theory]
    [InlineData("https://somebody.else.example", null)]
    [InlineData(null, "http://somebody.else.example")]
    public async Task Provider_ThatIsNotTheOneOfTheSettings_OrWantsItsTokensOpenly_IsNotGoneTo(string? issuer, string? endpoints)
    {
        await using OidcSite other = new();
        await other.InitializeAsync();
        (other.Provider.Issuer, other.Provider.Endpoints) = (issuer, endpoints);
        using var browser = other.Browser();

        await AssertRefusedAsync(browser, await browser.GetAsync("/sign-in/oidc"), Away);
    }

    [Theory]
    [InlineData(500, "text/html", "canary-words-of-the-provider-90ab")]
    [InlineData(200, "application/json", "{}")]
    [InlineData(200, "application/json", "[1")]
    [InlineData(302, "text/html", "")]
    public async Task Nonsense_InThePlaceOfAToken_OpensNothing(int status, string type, string body)
    {
        using var browser = site.Browser();
        site.Provider.InsteadOfToken = async context =>
        {
            (context.Response.StatusCode, context.Response.ContentType) = (status, type);
            context.Response.Headers.Location = "/keys";
            await context.Response.WriteAsync(body, context.RequestAborted);
        };

        await AssertRefusedAsync(browser, await site.GoAsync(browser, new Person("anybody")), Failed);
    }

    [Fact]
    public async Task Failures_AreCounted_AndAfterThirtyAGoodAnswerIsHeldUp_AndNobodyIsSentAway()
    {
        await site.JoinLinkedAsync("Judy", "judy-1");
        using var browser = site.Browser();
        var good = await site.CallbackAsync(browser, new Person("judy-1"));
        for (var i = 0; i < CredentialGate.FailuresPerAddress; i++)
        {
            await browser.GetAsync($"{AccountAddress.OidcCallback}?code=guess{i}&state=x");
        }

        var held = await browser.GetAsync(good);
        var start = await browser.GetAsync("/sign-in/oidc");

        Assert.Equal("/sign-in?problem=heldup", held.Location);
        Assert.Equal("/sign-in?problem=heldup", start.Location);
        Assert.Null(browser.Session);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.GetAsync(held.Location!)).Status);
    }

    [Fact]
    public async Task Departures_AreCountedToo()
    {
        using var browser = site.Browser();
        for (var i = 0; i < CredentialGate.DeparturesPerMinute; i++)
        {
            Assert.StartsWith("/authorize?", (await browser.GetAsync("/sign-in/oidc")).Location, StringComparison.Ordinal);
        }

        Assert.Equal("/sign-in?problem=heldup", (await browser.GetAsync("/sign-in/oidc")).Location);
    }

    [Fact]
    public async Task SuspendedAccount_StaysOut_WhateverTheProviderSays()
    {
        var oscar = await site.JoinLinkedAsync("Oscar", "oscar-1");
        await site.Site.Services.GetRequiredService<ITeamCommands>().SuspendAsync(oscar, site.Site.Ada, Cancellation);
        using var browser = site.Browser();

        var back = await site.GoAsync(browser, new Person("oscar-1"));

        Assert.Equal("/sign-in?problem=suspended", back.Location);
        Assert.Null(browser.Session);
        Assert.Equal(new Audit.SignInFailed("suspended", site.Time.GetUtcNow(), oscar), (await site.LogAsync(1)).Single());
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task PageOfAnotherSite_SendsNobodyToTheProvider(string from)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/sign-in/oidc?return=%2Fusage") { Headers = { { "Sec-Fetch-Site", from } } };
        site.Site.ClientOptions.AllowAutoRedirect = false;
        using var stranger = site.Site.CreateStranger();

        using var answer = await stranger.SendAsync(request, Cancellation);

        Assert.Equal("/sign-in?return=%2Fusage", answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("https://localhost", "__Host-ws-oidc-", "__Host-ws-nonce-", "secure")]
    [InlineData("http://localhost", "ws-oidc-", "ws-nonce-", null)]
    public async Task Cookies_OfTheWayThere_AreOfThisHostAlone_AndNoScriptReadsThem(string address, string correlation, string nonce, string? secure)
    {
        using var client = site.Site.CreateClient(new() { BaseAddress = new Uri(address), AllowAutoRedirect = false });

        using var away = await client.GetAsync("/sign-in/oidc", Cancellation);

        var cookies = away.Headers.GetValues("Set-Cookie").Order(StringComparer.Ordinal).ToList();
        Assert.Equal(2, cookies.Count);
        Assert.StartsWith(nonce, cookies[0], StringComparison.Ordinal);
        Assert.StartsWith(correlation, cookies[1], StringComparison.Ordinal);
        Assert.All(cookies, cookie => Assert.Equal(
            new[] { "httponly", "path=/", "samesite=lax", secure }.OfType<string>(),
            cookie.ToLowerInvariant().Split("; ")[1..].Where(attribute => !attribute.StartsWith("expires=", StringComparison.Ordinal)).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task SecretAndTokens_AreInNoLog_AndNoTokenIsKept()
    {
        await site.JoinLinkedAsync("Peggy", "peggy-1");
        using var browser = site.Browser();

        await site.GoAsync(browser, new Person("peggy-1", "canary-address-44c1@example.com", true, "Canary Name 44c1"));

        Assert.NotNull(browser.Session);
        Assert.Contains("/sign-in/oidc/callback", site.Logs.Text, StringComparison.Ordinal);
        Assert.All(
            [FakeProvider.ClientSecret, "canary-access-token", "canary-address-44c1", "Canary Name 44c1", site.Provider.IdTokens.Last().Split('.')[1]],
            secret => Assert.DoesNotContain(secret, site.Logs.Text, StringComparison.Ordinal));
        Assert.Equal([SignedIn.CookieName], browser.Cookies.GetAllCookies().Select(cookie => cookie.Name).Where(name => !name.Contains("Antiforgery", StringComparison.Ordinal)));
    }

    private static string FieldIn(string address, string field) =>
        Uri.EscapeDataString(System.Web.HttpUtility.ParseQueryString(address[address.IndexOf('?', StringComparison.Ordinal)..])[field]!);

    private static async Task AssertRefusedAsync(PlainBrowser browser, Answer answer, string sentence)
    {
        Assert.StartsWith("/sign-in?problem=", answer.Location, StringComparison.Ordinal);
        Assert.Null(browser.Session);
        var page = await browser.GetAsync(answer.Location!);
        Assert.Equal(sentence, page.Problem);
        Assert.DoesNotContain(FakeProvider.Words, page.Text, StringComparison.Ordinal);
    }
}
