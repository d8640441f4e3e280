using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Events;
using WorkSquared.Core.Tokens;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

/// <summary>Two processes on one database: a server, and a verb that writes a little beside it.</summary>
public sealed class OtherWritersTests : IAsyncLifetime
{
    private TestWorkspace _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await TestWorkspace.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Writers_InTurns_ShareOneLogWithoutAGap()
    {
        await using var guest = _server.AsGuest();
        var conversation = _server.NewId();
        for (var i = 0; i < 5; i++)
        {
            await _server.SayAsync(conversation, $"Message {i}");
            await CreateAsync(guest);
        }

        var events = await _server.TakeAsync(12);

        Assert.Equal(Enumerable.Range(1, 12).Select(position => (long)position), events.Select(committed => committed.Position));
        Assert.True((await _server.Get<ILogVerifier>().VerifyAsync(Cancellation)).IsSound);
    }

    [Fact]
    public async Task Writers_AtOnce_LoseNothing()
    {
        await using var guest = _server.AsGuest();
        var conversation = _server.NewId();

        await Task.WhenAll(Enumerable.Range(0, 20).SelectMany(i => new Task[] { _server.SayAsync(conversation, $"Message {i}"), CreateAsync(guest) }));

        // The conversation and its user beside the messages and the tokens.
        Assert.Equal(42, (await _server.TakeAsync(42)).Select(committed => committed.Position).Distinct().Count());
        Assert.True((await _server.Get<ILogVerifier>().VerifyAsync(Cancellation)).IsSound);
    }

    [Fact]
    public async Task Subscriber_HearsOfAnotherProcess_BeforeWhatFollowsIt()
    {
        await using var guest = _server.AsGuest();
        var conversation = _server.NewId();
        await _server.SayAsync(conversation, "First");
        await using var events = _server.Bus.SubscribeAsync(TestWorkspace.AllSeeing, 2, topic: null, Cancellation).GetAsyncEnumerator(Cancellation);
        var next = events.MoveNextAsync();

        await CreateAsync(guest);
        await _server.SayAsync(conversation, "Second");

        List<string> seen = [];
        while (seen.Count < 4)
        {
            Assert.True(await next);
            seen.Add(events.Current.Type);
            next = seen.Count < 4 ? events.MoveNextAsync() : default;
        }

        Assert.Equal(["v1.UserCreated", "v1.RoleGranted", "v1.TokenCreated", "v1.ChatMessageSent"], seen);
    }

    [Fact]
    public async Task Subscriber_HearsOfAnotherProcess_ThoughNobodyWritesHere()
    {
        await using var guest = _server.AsGuest();
        await _server.SayAsync(_server.NewId(), "First");
        await using var events = _server.Bus.SubscribeAsync(TestWorkspace.AllSeeing, 2, topic: null, Cancellation).GetAsyncEnumerator(Cancellation);
        var next = events.MoveNextAsync().AsTask();

        await CreateAsync(guest);
        await _server.AdvanceUntilAsync(() => next);

        Assert.Equal("v1.UserCreated", events.Current.Type);
    }

    private static Task<IssuedToken> CreateAsync(IServiceProvider guest) => guest.GetRequiredService<ITokenCommands>().CreateAsync(
        new CreateToken(TestWorkspace.StoreId, "ada@example.org", TokenScope.Read, TokenLife.Default, Actor.System), Cancellation);
}
