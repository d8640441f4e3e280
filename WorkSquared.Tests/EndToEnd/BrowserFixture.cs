using Microsoft.Playwright;
using WorkSquared.Tests.Support;

[assembly: AssemblyFixture(typeof(WorkSquared.Tests.EndToEnd.BrowserFixture))]

namespace WorkSquared.Tests.EndToEnd;

/// <summary>A real Chromium, started once for all tests that need it.</summary>
public sealed class BrowserFixture : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A browser of its own for each call, in which Ada is signed in: nothing is shared but the server.</summary>
    public async Task<IPage> OpenAsync(string url, BrowserNewContextOptions? options = null) =>
        await OpenAsync(url, await SignedIn.AtAsync(new Uri(url).GetLeftPart(UriPartial.Authority)), options);

    /// <summary>The same for somebody else, whose session it is.</summary>
    public async Task<IPage> OpenAsync(string url, string session, BrowserNewContextOptions? options = null)
    {
        var page = await NewPageAsync(options);
        await page.Context.AddCookiesAsync([new Cookie { Name = SignedIn.CookieName, Value = session, Domain = new Uri(url).Host, Path = "/", HttpOnly = true }]);
        await page.GotoAsync(url);
        await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
        return page;
    }

    /// <summary>The same for somebody whom the server does not know.</summary>
    public async Task<IPage> OpenAsStrangerAsync(string url, BrowserNewContextOptions? options = null)
    {
        var page = await NewPageAsync(options);
        await page.GotoAsync(url);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _gate.Dispose();
    }

    private async Task<IPage> NewPageAsync(BrowserNewContextOptions? options)
    {
        var browser = await StartAsync();
        var context = await browser.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 800 } });
        OpenPages.Add(context);
        return await context.NewPageAsync();
    }

    private async Task<IBrowser> StartAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_browser is null)
            {
                // Two cores share the server, the browser and the build: five seconds are too few now and then.
                Assertions.SetDefaultExpectTimeout(20_000);
                _playwright = await Playwright.CreateAsync();
                _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
                {
                    ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium",
                    Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update"],
                });
            }

            return _browser;
        }
        finally
        {
            _gate.Release();
        }
    }
}
