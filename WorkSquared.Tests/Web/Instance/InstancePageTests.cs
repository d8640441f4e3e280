using System.Net;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Events;
using WorkSquared.Core.Health;
using WorkSquared.Core.Members;

namespace WorkSquared.Tests.Web.Instance;

public sealed class InstancePageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_OfTheServer_IsThereForItsAdministratorsAlone()
    {
        await using TestSite site = new();
        using var ada = site.CreateClient();
        using var bob = await site.JoinAsync("Bob", Role.Owner);

        var page = await ada.GetStringAsync("/server", Cancellation);
        using var none = await bob.GetAsync("/server", Cancellation);

        Assert.Contains("Everything works", page, StringComparison.Ordinal);
        Assert.Contains("Offline playbook", page, StringComparison.Ordinal);
        Assert.Contains("href=\"server\"", page, StringComparison.Ordinal);
        var html = await none.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        Assert.DoesNotContain("Everything works", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"server\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAServerThatCannotWrite_SaysSo()
    {
        await using TestSite site = new() { Configure = services => services.AddSingleton<IInstanceHealth, FullDisk>() };

        var page = WebUtility.HtmlDecode(await site.CreateClient().GetStringAsync("/server", Cancellation));

        Assert.Contains("Nothing can be saved at present", page, StringComparison.Ordinal);
        Assert.Contains("can’t be read or written", page, StringComparison.Ordinal);
    }

    private sealed class FullDisk : IInstanceHealth
    {
        public Task<InstanceReport> ReadAsync(Actor actor, CancellationToken cancellationToken) =>
            Task.FromResult(new InstanceReport(Backlog: null, "3.51.3", DatabaseBytes: 5_000_000, FreeBytes: 0, []));
    }
}
