using System.Text.RegularExpressions;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Web.Hosting;

/// <summary>The real verb, beside a server that runs.</summary>
public sealed partial class TokenVerbTests
{
    private static readonly string[] _create = ["token", "create", "--store", "default", "--user", "planner@example.org", "--scope", "write", "--expires", "90d"];

    [Fact]
    public async Task Token_MadeBesideALiveServer_IsPrintedOnce_Listed_AndRevoked()
    {
        await using var server = await ServerProcess.StartAsync(("WorkSquared__Responder__Enabled", "false"));

        var (created, text) = await server.RunVerbAsync(_create);
        var (listed, list) = await server.RunVerbAsync("token", "list");
        var id = Id().Match(list).Value;
        var (revoked, said) = await server.RunVerbAsync("token", "revoke", id);
        var (_, later) = await server.RunVerbAsync("token", "list");
        var (verified, report) = await server.RunVerbAsync("verify");

        var token = Token().Match(text);
        Assert.True(created == 0 && token.Success, text);
        Assert.Equal(0, listed);
        Assert.Contains("  default  write  planner@example.org  planner@example.org  good until ", list, StringComparison.Ordinal);
        Assert.True(revoked == 0, said);
        Assert.Contains("  revoked ", later, StringComparison.Ordinal);
        Assert.True(verified == 0, report);
        Assert.DoesNotContain(token.Groups[1].Value, list + said + later + report + server.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_ForTheEmailOfAnAccount_ActsForThatPerson()
    {
        await using var server = await ServerProcess.StartAsync();

        var (exitCode, text) = await server.RunVerbAsync("token", "create", "--store", "default", "--user", SignedIn.Email.ToUpperInvariant(), "--scope", "read");
        var (_, list) = await server.RunVerbAsync("token", "list");

        Assert.True(exitCode == 0, text);
        Assert.Contains("  default  read  Ada  ", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verb_ThatIsMisused_SaysHow_AndWithoutADatabaseItMakesNone()
    {
        await using var server = ServerProcess.Create();
        string[][] misuses =
        [
            ["token"], ["token", "make"], ["token", "create"], ["token", "revoke", "all"], [.. _create, "--scope", "read"], [.. _create, "--for"],
            ["token", "create", "--store", "default", "--user", "ada@example.org", "--scope", "admin"],
        ];

        foreach (var misuse in misuses)
        {
            var (misused, usage) = await server.RunVerbAsync(misuse);
            Assert.True(misused == 64 && usage.Contains("worksquared token create --store ID", StringComparison.Ordinal), $"{misused}: {usage}");
        }

        var (refused, reason) = await server.RunVerbAsync(_create);

        Assert.NotEqual(0, refused);
        Assert.Contains("Start Work Squared on it once", reason, StringComparison.Ordinal);
        Assert.False(server.DataFile("worksquared.db").Exists);
    }

    [GeneratedRegex("^ws_[0-9a-f]{32}_([A-Za-z0-9_-]{43})$", RegexOptions.Multiline)]
    private static partial Regex Token();

    [GeneratedRegex("^[0-9a-f-]{36}")]
    private static partial Regex Id();
}
