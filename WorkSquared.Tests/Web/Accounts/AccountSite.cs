using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WorkSquared.Core;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Events;
using WorkSquared.Core.Sessions;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Accounts;
using WorkSquared.Web.Accounts.Factors;
using WorkSquared.Web.Accounts.Resets;

namespace WorkSquared.Tests.Web.Accounts;

/// <summary>The whole program with Ada's account, and a clock that is turned by hand.</summary>
internal sealed class AccountSite : IAsyncDisposable
{
    public AccountSite()
    {
        Site = new TestSite
        {
            Configure = services => services.AddSingleton<TimeProvider>(Time).AddSingleton<IStartupFilter, TestAddress>(),
        };
    }

    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    public TestSite Site { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Task<Guid> AdaAsync() => WithAsync<UserManager<Account>, Guid>(async accounts => (await accounts.FindByEmailAsync(SignedIn.Email))!.Id);

    /// <summary>Turns Ada's second factor on.</summary>
    public async Task<(byte[] Secret, IReadOnlyList<string> Codes)> TurnOnAsync()
    {
        var ada = await AdaAsync();
        var secret = await WithAsync<SecondFactor, byte[]>(factor => factor.BeginAsync(ada, Cancellation));
        var codes = await WithAsync<SecondFactor, IReadOnlyList<string>?>(factor => factor.ConfirmAsync(ada, TimeCode.At(secret, Time.GetUtcNow()), Cancellation));
        return (secret, codes!);
    }

    /// <summary>What an authenticator shows that has not shown it before.</summary>
    public string NextCode(byte[] secret)
    {
        Time.Advance(TimeSpan.FromSeconds(30));
        return TimeCode.At(secret, Time.GetUtcNow());
    }

    public async Task<string> ResetLinkAsync(bool withoutSecondFactor = false)
    {
        var ada = await AdaAsync();
        return (await WithAsync<ResetLinks, IssuedResetLink>(links => links.CreateAsync(ada, withoutSecondFactor, Actor.System, Cancellation))).Address;
    }

    public async Task<int> SessionsAsync() => (await Site.Services.GetRequiredService<ISessions>().ListAsync(await AdaAsync(), Cancellation)).Count;

    /// <summary>What the log of the instance has, in order.</summary>
    public async Task<IReadOnlyList<WorkEvent>> LogAsync() =>
        [.. (await Site.Services.GetRequiredService<ILogReader>().ReadAsync(InstanceStore.Id, 0, 1000, topic: null, Cancellation)).Events.Select(committed => committed.Data)];

    public async Task<TResult> WithAsync<TService, TResult>(Func<TService, Task<TResult>> ask)
        where TService : notnull
    {
        await using var scope = Site.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
