using WorkSquared.Core;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Core.Tokens;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Tokens;

public sealed class TokenTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ITokenCommands Commands => _workspace.Get<ITokenCommands>();

    private ITokenReader Reader => _workspace.Get<ITokenReader>();

    public async ValueTask InitializeAsync() => _workspace = await TestWorkspace.StartAsync();

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Fact]
    public async Task Token_OfAUser_IsGoodUntilItExpires()
    {
        var token = await CreateAsync(life: TimeSpan.FromHours(1));

        var holder = await Reader.FindAsync(token.Text, Cancellation);
        Assert.NotNull(holder);
        Assert.Equal((token.Id, TestWorkspace.StoreId, true), (holder.TokenId, holder.StoreId, holder.CanWrite));

        _workspace.Time.Advance(TimeSpan.FromHours(1));
        Assert.Null(await Reader.FindAsync(token.Text, Cancellation));
        Assert.False(await Reader.StandsAsync(holder, Cancellation));
    }

    [Fact]
    public async Task Token_ThatWasRevoked_IsGoodForNothing_AndRevokingTwiceSaysItOnce()
    {
        var token = await CreateAsync();
        var holder = await Reader.FindAsync(token.Text, Cancellation);

        await Commands.RevokeAsync(token.Id, Actor.System, Cancellation);
        await Commands.RevokeAsync(token.Id, Actor.System, Cancellation);

        Assert.Null(await Reader.FindAsync(token.Text, Cancellation));
        Assert.False(await Reader.StandsAsync(holder!, Cancellation));
        Assert.Equal(["v1.UserCreated", "v1.RoleGranted", "v1.TokenCreated", "v1.TokenRevoked"], (await _workspace.TakeAsync(4)).Select(committed => committed.Type));
    }

    [Fact]
    public async Task Token_ChangedInAnyCharacter_IsNotGood()
    {
        var text = (await CreateAsync()).Text;

        for (var i = 0; i < text.Length; i++)
        {
            var changed = text[..i] + (text[i] == 'A' ? 'B' : 'A') + text[(i + 1)..];
            Assert.Null(await Reader.FindAsync(changed, Cancellation));
        }

        Assert.Null(await Reader.FindAsync(text[..^1], Cancellation));
        Assert.Null(await Reader.FindAsync(text + "A", Cancellation));
        Assert.Null(await Reader.FindAsync("", Cancellation));
    }

    [Fact]
    public async Task User_OfSeveralTokens_IsOneMember_InWhateverCaseTheyAreNamed()
    {
        var first = await CreateAsync("Planner@example.org");
        var second = await CreateAsync("planner@EXAMPLE.org");

        var users = new[] { await Reader.FindAsync(first.Text, Cancellation), await Reader.FindAsync(second.Text, Cancellation) };

        Assert.Single(users.Select(user => user!.UserId).Distinct());
        Assert.Equal("Planner@example.org", (await _workspace.Get<IMemberDirectory>().FindAsync(TestWorkspace.StoreId, users[0]!.UserId, Cancellation))!.Name);
    }

    [Theory]
    [InlineData("elsewhere", "ada@example.org", "There is no such workspace.")]
    [InlineData("../etc", "ada@example.org", "A workspace has")]
    [InlineData("default", "Assistant", "This word means something here already.")]
    [InlineData("default", "", "A name needs")]
    public async Task Token_ForAStoreOrAUserThatCannotBe_IsRefused_AndLeavesNothing(string store, string user, string reason)
    {
        var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => CreateAsync(user, store: store));

        Assert.StartsWith(reason, refused.Message, StringComparison.Ordinal);
        Assert.Empty(await Reader.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Secret_IsNowhereInTheDatabase()
    {
        var token = await CreateAsync();
        await Reader.FindAsync(token.Text, Cancellation);
        var secret = token.Text[^43..];

        foreach (var file in Directory.GetFiles(_workspace.Directory, "worksquared.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(secret, await reader.ReadToEndAsync(Cancellation), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(secret, token.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Use_OfAToken_IsKeptToTheHour()
    {
        var token = await CreateAsync();
        var first = _workspace.Time.GetUtcNow();
        await Reader.FindAsync(token.Text, Cancellation);
        _workspace.Time.Advance(TimeSpan.FromMinutes(59));
        await Reader.FindAsync(token.Text, Cancellation);
        Assert.Equal(first, Assert.Single(await Reader.ListAsync(Cancellation)).LastUsedAt);

        _workspace.Time.Advance(TimeSpan.FromMinutes(2));
        await Reader.FindAsync(token.Text, Cancellation);
        Assert.Equal(_workspace.Time.GetUtcNow(), Assert.Single(await Reader.ListAsync(Cancellation)).LastUsedAt);
    }

    [Fact]
    public async Task Rebuild_KeepsEveryTokenGood()
    {
        var (good, bad) = (await CreateAsync(), await CreateAsync());
        await Commands.RevokeAsync(bad.Id, Actor.System, Cancellation);

        await _workspace.WhileStoppedAsync(verb => verb.RebuildAsync(Cancellation));

        Assert.NotNull(await Reader.FindAsync(good.Text, Cancellation));
        Assert.Null(await Reader.FindAsync(bad.Text, Cancellation));
        Assert.True((await _workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).IsSound);
    }

    [Theory]
    [InlineData("90d", 90 * 24)]
    [InlineData("12h", 12)]
    [InlineData("1h", 1)]
    [InlineData("3650d", 3650 * 24)]
    public void Life_IsAsItSays(string text, int hours) => Assert.Equal(TimeSpan.FromHours(hours), TokenLife.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("0d")]
    [InlineData("-1d")]
    [InlineData("90")]
    [InlineData("90D")]
    [InlineData("1.5h")]
    [InlineData("3651d")]
    [InlineData("99999999d")]
    [InlineData("90m")]
    [InlineData("٣d")]
    public void Life_ThatIsNone_IsRefused(string text) => Assert.Throws<CommandRefusedException>(() => TokenLife.Parse(text));

    private Task<IssuedToken> CreateAsync(string user = "ada@example.org", TimeSpan? life = null, string store = TestWorkspace.StoreId) =>
        Commands.CreateAsync(new CreateToken(store, user, TokenScope.Write, life ?? TokenLife.Default, Actor.System), Cancellation);
}
