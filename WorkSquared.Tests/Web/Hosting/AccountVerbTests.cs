using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Web.Hosting;

/// <summary>The real verb, beside a server that runs.</summary>
public sealed class AccountVerbTests
{
    [Fact]
    public async Task ResetLink_MadeBesideALiveServer_OpensThere_AndTheListSaysWhoIsThere()
    {
        await using var server = await ServerProcess.StartAsync(("WorkSquared__Responder__Enabled", "false"));
        using HttpClient browser = new() { BaseAddress = new Uri(server.Url) };

        var (listed, before) = await server.RunVerbAsync("account", "list");
        await SignedIn.AtAsync(server.Url);
        var (_, after) = await server.RunVerbAsync("account", "list");
        var (made, said) = await server.RunVerbAsync("account", "reset", SignedIn.Email.ToUpperInvariant(), "--without-second-factor");
        var link = said.Split('\n')[0];
        var page = await browser.GetStringAsync(link, TestContext.Current.CancellationToken);

        Assert.Equal((0, 0), (listed, made));
        Assert.Contains("ada@example.com  Ada  1 roles  not signed in", before, StringComparison.Ordinal);
        Assert.Contains("ada@example.com  Ada  1 roles  signed in ", after, StringComparison.Ordinal);
        Assert.Matches("^/reset/[A-Za-z0-9_-]{43}$", link);
        Assert.Contains(SignedIn.Email, page, StringComparison.Ordinal);
        Assert.DoesNotContain(link, server.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verb_ThatIsMisused_SaysHow_AndAnUnknownAddressIsRefused()
    {
        await using var server = await ServerProcess.StartAsync(("WorkSquared__Responder__Enabled", "false"));
        string[][] misuses = [["account"], ["account", "reset"], ["account", "reset", "--without-second-factor"], ["account", "reset", SignedIn.Email, "--now"]];

        foreach (var misuse in misuses)
        {
            var (misused, usage) = await server.RunVerbAsync(misuse);
            Assert.True(misused == 64 && usage.Contains("worksquared account reset EMAIL", StringComparison.Ordinal), $"{misused}: {usage}");
        }

        var (refused, reason) = await server.RunVerbAsync("account", "reset", "nobody@example.com");

        Assert.Equal(1, refused);
        Assert.Contains("There is no account with this e-mail address.", reason, StringComparison.Ordinal);
    }
}
