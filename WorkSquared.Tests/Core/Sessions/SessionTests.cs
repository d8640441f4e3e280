using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sessions;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Sessions;

public sealed class SessionTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;
    private Guid _ada;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ISessions Sessions => _workspace.Get<ISessions>();

    public async ValueTask InitializeAsync()
    {
        _workspace = await TestWorkspace.StartAsync();
        _ada = _workspace.NewId();
        await _workspace.Get<ITeamCommands>().AppointAsync(_ada, "Ada", Cancellation);
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Fact]
    public async Task Session_IsFoundByItsKey_AndByNothingElse_AlsoAfterARestart()
    {
        var key = await StartAsync();
        await _workspace.RestartAsync();

        var session = await Sessions.FindAsync(key, Cancellation);

        Assert.Equal((_ada, TestWorkspace.StoreId, "Firefox", "password"), (session!.AccountId, session.StoreId, session.Device, session.Proof));
        Assert.Null(await Sessions.FindAsync(key + "A", Cancellation));
        Assert.Null(await Sessions.FindAsync("", Cancellation));
    }

    [Fact]
    public async Task Key_OfASession_IsNowhereInTheDatabase()
    {
        var key = await StartAsync();

        var row = await _workspace.Snapshots.ReadEverythingAsync(context => context.Sessions.AsNoTracking().Single(), Cancellation);
        _workspace.Execute("PRAGMA wal_checkpoint(TRUNCATE)");

        Assert.Equal(43, key.Length);
        Assert.Equal(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)), row.KeyHash);
        Assert.DoesNotContain(key, System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(_workspace.DatabaseFile, Cancellation)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_ThatIsIdleForEightHours_IsOver()
    {
        var key = await StartAsync();

        _workspace.Time.Advance(TimeSpan.FromHours(7.9));
        Assert.NotNull(await Sessions.FindAsync(key, Cancellation));
        _workspace.Time.Advance(TimeSpan.FromHours(7.9));
        Assert.NotNull(await Sessions.FindAsync(key, Cancellation));
        _workspace.Time.Advance(TimeSpan.FromHours(8));

        Assert.Null(await Sessions.FindAsync(key, Cancellation));
        Assert.Empty(await Sessions.ListAsync(_ada, Cancellation));
    }

    [Fact]
    public async Task Session_OfThirtyDays_IsOver_HoweverBusyItIs()
    {
        var key = await StartAsync();
        for (var hours = 0; hours < (30 * 24) - 6; hours += 6)
        {
            _workspace.Time.Advance(TimeSpan.FromHours(6));
            Assert.NotNull(await Sessions.FindAsync(key, Cancellation));
        }

        _workspace.Time.Advance(TimeSpan.FromHours(6));

        Assert.Null(await Sessions.FindAsync(key, Cancellation));
    }

    [Fact]
    public async Task Session_OfAnotherAccount_IsNotEnded_AndOnesOwnIs()
    {
        var (key, other) = (await StartAsync(), await StartAsync());
        var session = await Sessions.FindAsync(key, Cancellation);

        await Sessions.EndAsync(_workspace.NewId(), session!.Id, Cancellation);
        Assert.NotNull(await Sessions.FindAsync(key, Cancellation));
        await Sessions.EndAsync(_ada, session.Id, Cancellation);

        Assert.Null(await Sessions.FindAsync(key, Cancellation));
        Assert.NotNull(await Sessions.FindAsync(other, Cancellation));
    }

    [Fact]
    public async Task AllButOne_AreEnded_AndThoseThatStandAreTold()
    {
        await StartAsync();
        _workspace.Time.Advance(TimeSpan.FromMinutes(1));
        var kept = await Sessions.FindAsync(await StartAsync(), Cancellation);
        var all = await Sessions.ListAsync(_ada, Cancellation);
        Assert.Equal(kept!.Id, all[0].Id);

        await Sessions.EndAllAsync(_ada, except: kept.Id, Cancellation);

        Assert.Equal([kept.Id], await Sessions.StandingAsync([.. all.Select(session => session.Id)], Cancellation));
        await Sessions.EndAllAsync(_ada, except: null, Cancellation);
        Assert.Empty(await Sessions.StandingAsync([kept.Id], Cancellation));
    }

    [Fact]
    public async Task Session_RemembersTheWorkspaceThatItLooksAt_AndWhenItWasSeen()
    {
        var key = await StartAsync();
        var session = await Sessions.FindAsync(key, Cancellation);

        await Sessions.EnterAsync(session!.Id, "another", Cancellation);
        _workspace.Time.Advance(TimeSpan.FromMinutes(6));
        await Sessions.FindAsync(key, Cancellation);

        var entered = await Sessions.FindAsync(key, Cancellation);
        Assert.Equal(("another", _workspace.Time.GetUtcNow()), (entered!.StoreId, entered.SeenAt));
    }

    [Fact]
    public async Task Session_OfSomebodyWithoutAnAccount_IsNotGood()
    {
        var key = await Sessions.StartAsync(new StartSession(_workspace.NewId(), TestWorkspace.StoreId, "Firefox", "password"), Cancellation);

        Assert.Null(await Sessions.FindAsync(key, Cancellation));
    }

    private Task<string> StartAsync() =>
        Sessions.StartAsync(new StartSession(_ada, TestWorkspace.StoreId, "Firefox", "password"), Cancellation);
}
