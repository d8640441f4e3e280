using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Web.Accounts;

/// <summary>A browser without scripts: it keeps cookies, posts forms and follows nothing by itself. Nobody is signed in.</summary>
internal sealed class PlainBrowser : IDisposable
{
    private readonly HttpClient _client;

    public PlainBrowser(TestSite site, string address = "198.51.100.7")
    {
        _client = new HttpClient(new CookieContainerHandler(Cookies) { InnerHandler = site.Server.CreateHandler() }) { BaseAddress = site.Server.BaseAddress };
        _client.DefaultRequestHeaders.Add(TestAddress.Header, address);
        _client.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>The key of its session.</summary>
    public string? Session => Cookies.GetCookies(_client.BaseAddress!)[SignedIn.CookieName]?.Value;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<PlainBrowser> SignInAsync(TestSite site, string password = SignedIn.Password)
    {
        PlainBrowser browser = new(site);
        var answer = await browser.SignInAsync(SignedIn.Email, password);
        Assert.Equal((HttpStatusCode.Redirect, "/"), (answer.Status, answer.Location));
        return browser;
    }

    public Task<Answer> SignInAsync(string email, string password, string page = "/sign-in") =>
        PostAsync(page, "sign-in", ("Form.Email", email), ("Form.Password", password));

    public async Task<Answer> GetAsync(string address)
    {
        using var response = await _client.GetAsync(address, Cancellation);
        return await Answer.OfAsync(response);
    }

    /// <summary>Opens the page, fills in one of its forms and sends it.</summary>
    public async Task<Answer> PostAsync(string page, string form, params (string Name, string Value)[] fields) =>
        await SendAsync(page, form, (await GetAsync(page)).Text, fields);

    /// <summary>Sends a form of the page that was shown.</summary>
    public async Task<Answer> SendAsync(string page, string form, string shown, params (string Name, string Value)[] fields)
    {
        using var content = PostedForm.Of(shown, form, fields);
        using var response = await _client.PostAsync(page, content, Cancellation);
        return await Answer.OfAsync(response);
    }

    public void Dispose() => _client.Dispose();
}

/// <param name="Location">Where it leads, without the site.</param>
/// <param name="Problem">What the page says went wrong; empty when nothing did.</param>
internal sealed record Answer(HttpStatusCode Status, string? Location, string Problem, string Text, TimeSpan? RetryAfter)
{
    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var location = response.Headers.Location is { IsAbsoluteUri: true } absolute ? absolute.PathAndQuery : response.Headers.Location?.OriginalString;
        var problem = WebUtility.HtmlDecode(Regex.Match(text, "<p class=\"problem\" role=\"alert\"[^>]*>([^<]*)</p>").Groups[1].Value);
        return new Answer(response.StatusCode, location, problem, text, response.Headers.RetryAfter?.Delta);
    }
}
