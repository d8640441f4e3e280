using System.Net;
using System.Text.RegularExpressions;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Web.Accounts;

public sealed partial class SetupTests
{
    private const string Password = "three mild winters";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ThirtyAttemptsAtOnce_WithTheCode_MakeOneAdministrator_AndThereIsNoPageForAnother()
    {
        await using var server = await StartAsync();
        var code = Code().Match(server.Said).Groups[1].Value;

        var attempts = await Task.WhenAll(Enumerable.Range(0, 30).Select(number => SetUpAsync(server, $"person{number}@example.com", Password, code)));

        var winner = Assert.Single(attempts, attempt => attempt.HasSession);
        Assert.Equal(HttpStatusCode.Redirect, winner.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SetUpAsync(server, "late@example.com", Password, code)).Status);
        var (exitCode, output) = await server.RunVerbAsync("verify");
        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00000000000000000000000000000000")]
    public async Task WithoutTheCode_NobodyBecomesAdministrator(string? code)
    {
        await using var server = await StartAsync();

        var attempt = await SetUpAsync(server, "mallory@example.com", Password, code);

        Assert.Equal((HttpStatusCode.Forbidden, false), (attempt.Status, attempt.HasSession));
        var printed = Code().Match(server.Said).Groups[1].Value;
        Assert.True((await SetUpAsync(server, "ada@example.com", Password, printed)).HasSession);
    }

    [Theory]
    [InlineData("ada@example.com", "too short")]
    [InlineData("ada@example.com", "123456789012")]
    [InlineData("not an address", Password)]
    public async Task WhatIsNoGood_IsRefused_AndTheServerStaysAsItWas(string email, string password)
    {
        await using var server = await StartAsync();
        var code = Code().Match(server.Said).Groups[1].Value;

        Assert.Equal((HttpStatusCode.BadRequest, false), Plain(await SetUpAsync(server, email, password, code)));
        Assert.True((await SetUpAsync(server, "ada@example.com", Password, code)).HasSession);
    }

    [Fact]
    public async Task Settings_MakeTheAdministrator_FromAFileToo_AndAreIgnoredOnceThereIsOne()
    {
        await using var server = ServerProcess.Create();
        var file = Path.Combine(server.Directory, "password");
        await File.WriteAllTextAsync(file, "other mild winters\n", Cancellation);
        server.Set("WorkSquared__Setup__AdminPassword", "");
        server.Set("WorkSquared__Setup__AdminPassword_FILE", file);
        await server.StartAgainAsync();
        await SignedIn.SignInAsync(server.Url, SignedIn.Email, "other mild winters");

        await server.KillAsync();
        server.Set("WorkSquared__Setup__AdminEmail", "mallory@example.com");
        await server.StartAgainAsync();

        Assert.Contains("WorkSquared:Setup is ignored", server.Said, StringComparison.Ordinal);
        await SignedIn.SignInAsync(server.Url, SignedIn.Email, "other mild winters");
        await Assert.ThrowsAsync<InvalidOperationException>(() => SignedIn.SignInAsync(server.Url, "mallory@example.com", "other mild winters"));
    }

    [Theory]
    [InlineData("ada@example.com", "short", "WorkSquared:Setup:AdminPassword")]
    [InlineData("", "three mild winters", "WorkSquared:Setup:AdminEmail")]
    public async Task Settings_ThatMakeNoAdministrator_StopTheStartWithASentence(string email, string password, string key)
    {
        await using var server = ServerProcess.Create(("WorkSquared__Setup__AdminEmail", email), ("WorkSquared__Setup__AdminPassword", password));

        Assert.False(await server.TryStartAsync());

        Assert.Equal(78, await server.WhenEndedAsync(Cancellation));
        Assert.Contains(key, server.Said, StringComparison.Ordinal);
        Assert.DoesNotContain(password, server.Said, StringComparison.Ordinal);
    }

    /// <summary>Not in development, so that this machine is as far as any other.</summary>
    private static Task<ServerProcess> StartAsync() => ServerProcess.StartAsync(
        ("ASPNETCORE_ENVIRONMENT", "Production"), ("WorkSquared__Setup__AdminEmail", ""), ("WorkSquared__Setup__AdminPassword", ""));

    private static (HttpStatusCode Status, bool HasSession) Plain(Attempt attempt) => (attempt.Status, attempt.HasSession);

    private static async Task<Attempt> SetUpAsync(ServerProcess server, string email, string password, string? code)
    {
        CookieContainer cookies = new();
        using HttpClient client = new(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = new Uri(server.Url) };
        var page = await (await client.GetAsync("/setup", Cancellation)).Content.ReadAsStringAsync(Cancellation);
        (string, string)[] given = code is null ? [] : [("Form.Code", code)];
        using var form = PostedForm.Of(page, "setup", [("Form.Email", email), ("Form.Password", password), .. given]);
        using var response = await client.PostAsync("/setup", form, Cancellation);
        var status = response.StatusCode is HttpStatusCode.SeeOther ? (await client.GetAsync("/setup", Cancellation)).StatusCode : response.StatusCode;
        return new Attempt(status, cookies.GetCookies(new Uri(server.Url))[SignedIn.CookieName] is not null);
    }

    [GeneratedRegex("good for an hour: ([0-9a-f]{32})")]
    private static partial Regex Code();

    private sealed record Attempt(HttpStatusCode Status, bool HasSession);
}
