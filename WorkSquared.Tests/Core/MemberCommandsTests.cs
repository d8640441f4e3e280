using Microsoft.EntityFrameworkCore;
using WorkSquared.Core;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

public sealed class MemberCommandsTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IMemberCommands Commands => _workspace.Get<IMemberCommands>();

    private IMemberDirectory Directory => _workspace.Get<IMemberDirectory>();

    public async ValueTask InitializeAsync() => _workspace = await TestWorkspace.StartAsync();

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Theory]
    [InlineData("Ada", "Ada")]
    [InlineData("\t Ada   Lovelace\n", "Ada Lovelace")]
    [InlineData("李小龍", "李小龍")]
    [InlineData("علی\u200Cرضا", "علی\u200Cرضا")]
    [InlineData("Zoë O’Neil 2", "Zoë O’Neil 2")]
    [InlineData("𝒜da 🙂", "𝒜da 🙂")]
    public async Task Name_OfAPerson_IsKept(string name, string written) =>
        Assert.Equal(written, (await CreateAsync(name)).Name);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("🙂")]
    [InlineData("\u200D")]
    [InlineData("Ada\u0000")]
    [InlineData("Ada\u001B[1m")]
    [InlineData("Ada\u202Egro.live")]
    [InlineData("Ada\u2066")]
    [InlineData("\u200FAda")]
    [InlineData("Ada\u200B")]
    [InlineData("Ada\tLovelace")]
    [InlineData("Ada\u2028Lovelace")]
    [InlineData("Ada\uD83D")]
    [InlineData("assistant")]
    [InlineData("YOU")]
    [InlineData("Someone")]
    public async Task Name_ThatShowsNothingOrSomethingElse_IsRefused(string name) => await RefuseAsync(Refusal.Invalid, name);

    [Fact]
    public async Task Name_OfMoreThan80Characters_IsRefused()
    {
        await CreateAsync(new string('a', 80));

        await RefuseAsync(Refusal.Invalid, new string('b', 81));
    }

    [Theory]
    [InlineData("ada")]
    [InlineData(" ADA ")]
    [InlineData("A\u200Dda")]
    public async Task Name_ThatLooksLikeAnothers_IsTaken_AndFreeAgainWhenThatOneIsCalledOtherwise(string likeIt)
    {
        var ada = await CreateAsync("Ada");
        var bob = await CreateAsync("Bob");

        await RefuseAsync(Refusal.Conflict, likeIt);
        await Assert.ThrowsAsync<CommandRefusedException>(() => Commands.RenameAsync(TestWorkspace.StoreId, bob.Id, likeIt, Cancellation));
        await Commands.RenameAsync(TestWorkspace.StoreId, ada.Id, "Ada Lovelace", Cancellation);
        await CreateAsync(likeIt);
    }

    [Fact]
    public async Task OneName_AskedForByManyAtOnce_IsGivenOnce()
    {
        var attempts = Enumerable.Range(0, 20).Select(i => CreateAsync(i % 2 == 0 ? "Ada" : "ADA")).ToList();
        await Record.ExceptionAsync(() => Task.WhenAll(attempts));

        Assert.Equal(19, attempts.Count(attempt => attempt.IsFaulted));
    }

    [Fact]
    public async Task Rename_ToTheSameName_AddsNothing_AndToAnotherCase_IsAllowed()
    {
        var ada = await CreateAsync("ada");

        await Commands.RenameAsync(TestWorkspace.StoreId, ada.Id, " ada ", Cancellation);
        await Commands.RenameAsync(TestWorkspace.StoreId, ada.Id, "Ada", Cancellation);

        var events = await _workspace.TakeAsync(2);
        Assert.Equal(new UserRenamed(ada.Id, "Ada", _workspace.Time.GetUtcNow()), events[1].Data);
        Assert.All(events, committed => Assert.Equal(ada.Actor, committed.Actor));
    }

    [Fact]
    public async Task Rename_OfNobody_IsRefused()
    {
        var refusal = await Assert.ThrowsAsync<CommandRefusedException>(
            () => Commands.RenameAsync(TestWorkspace.StoreId, _workspace.NewId(), "Ada", Cancellation));

        Assert.Equal(Refusal.NotFound, refusal.Refusal);
    }

    [Fact]
    public async Task Directory_FollowsTheLog_AndTellsItsWatchers()
    {
        var before = Directory.Of(TestWorkspace.StoreId);
        var ada = await CreateAsync("Ada");
        var named = await NextAsync(before);
        Assert.Equal("Ada", named.NameOf(ada.Actor));

        await Commands.RenameAsync(TestWorkspace.StoreId, ada.Id, "Ada Lovelace", Cancellation);
        var renamed = await NextAsync(named);

        Assert.Equal("Ada Lovelace", renamed.NameOf(ada.Actor));
        Assert.Null(renamed.NameOf(Actor.Person("local")));
        Assert.Null(renamed.NameOf(Actor.AssistantFor(ada.Actor)));
        Assert.Equal(ada with { Name = "Ada Lovelace" }, await Directory.FindAsync(TestWorkspace.StoreId, ada.Id, Cancellation));
        Assert.Null(await Directory.FindAsync("another", ada.Id, Cancellation));
    }

    [Fact]
    public async Task People_AreWhoTheyWere_AfterARestartAndARebuild()
    {
        var ada = await CreateAsync("Ada");
        await Commands.RenameAsync(TestWorkspace.StoreId, ada.Id, "Ada Lovelace", Cancellation);
        await CreateAsync("Bob");

        await _workspace.WhileStoppedAsync(rebuilder => rebuilder.RebuildAsync(Cancellation));

        Assert.Equal(["Ada Lovelace", "Bob"], Directory.Of(TestWorkspace.StoreId).Names.Values.Order());
        Assert.Empty((await _workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
        Assert.Equal(2, await _workspace.Snapshots.ReadEverythingAsync(context => context.Members.Count(), Cancellation));
    }

    private Task<Member> CreateAsync(string name) => Commands.CreateAsync(TestWorkspace.StoreId, name, Cancellation);

    private async Task RefuseAsync(Refusal refusal, string name) =>
        Assert.Equal(refusal, (await Assert.ThrowsAsync<CommandRefusedException>(() => CreateAsync(name))).Refusal);

    private async Task<Membership> NextAsync(Membership known) =>
        await Directory.WatchAsync(TestWorkspace.StoreId, known, Cancellation).FirstAsync(Cancellation);
}
