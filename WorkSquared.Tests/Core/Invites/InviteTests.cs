using WorkSquared.Core;
using WorkSquared.Core.Invites;
using WorkSquared.Core.Members;
using WorkSquared.Tests.Core.Team;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Invites;

public sealed class InviteTests : IAsyncLifetime
{
    private TeamOfTheTest _team = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IInvites Invites => _team.Invites;

    public async ValueTask InitializeAsync() => _team = await TeamOfTheTest.StartAsync();

    public ValueTask DisposeAsync() => _team.DisposeAsync();

    [Fact]
    public async Task Link_LetsSomebodyIn_Once()
    {
        var invite = await CreateAsync(_team.Ada, Role.Member, " bob@example.org ");
        var found = await Invites.FindAsync(invite.Text, Cancellation);
        Assert.Equal((TestWorkspace.StoreId, Role.Member, "bob@example.org", "Ada"), (found!.StoreId, found.Role, found.Email, found.InvitedBy));
        Assert.Equal([found], await Invites.ListAsync(TestWorkspace.StoreId, Cancellation));
        var bob = _team.Workspace.NewId();

        await Invites.AcceptAsync(invite.Text, bob, "Bob", Cancellation);

        Assert.Equal(Role.Member, await _team.RoleOfAsync(bob));
        Assert.Equal(Role.Member, await _team.RoleOfAsync(bob, InstanceStore.Id));
        Assert.Null(await Invites.FindAsync(invite.Text, Cancellation));
        Assert.Empty(await Invites.ListAsync(TestWorkspace.StoreId, Cancellation));
        await TeamOfTheTest.RefuseAsync(Refusal.NotFound, () => Invites.AcceptAsync(invite.Text, _team.Workspace.NewId(), "Eve", Cancellation));
    }

    [Fact]
    public async Task Link_TakenByManyAtOnce_LetsOneIn()
    {
        var invite = await CreateAsync(_team.Ada, Role.Member);

        var attempts = Enumerable.Range(0, 30).Select(i => Invites.AcceptAsync(invite.Text, _team.Workspace.NewId(), $"Bob {i}", Cancellation)).ToList();
        await Record.ExceptionAsync(() => Task.WhenAll(attempts));

        Assert.Equal(29, attempts.Count(attempt => attempt.Exception?.InnerException is CommandRefusedException { Refusal: Refusal.NotFound }));
        Assert.Equal(2, (await _team.Reader.ListAsync(TestWorkspace.StoreId, Cancellation)).Count);
        Assert.Equal(2, (await _team.Reader.ListAsync(InstanceStore.Id, Cancellation)).Count);
    }

    [Fact]
    public async Task Link_OfSevenDays_IsNotGood()
    {
        var invite = await CreateAsync(_team.Ada, Role.Member);

        _team.Workspace.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await Invites.FindAsync(invite.Text, Cancellation));
        _team.Workspace.Time.Advance(TimeSpan.FromSeconds(1));

        await AssertIsNotGoodAsync(invite);
    }

    [Fact]
    public async Task Link_ThatWasRevoked_IsNotGood_AndRevokingTwiceSaysItOnce()
    {
        var invite = await CreateAsync(_team.Ada, Role.Member);

        await Invites.RevokeAsync(TestWorkspace.StoreId, invite.Id, Member.ActorOf(_team.Ada), Cancellation);
        await Invites.RevokeAsync(TestWorkspace.StoreId, invite.Id, Member.ActorOf(_team.Ada), Cancellation);

        await AssertIsNotGoodAsync(invite);
        await TeamOfTheTest.RefuseAsync(
            Refusal.NotFound, () => Invites.RevokeAsync(TestWorkspace.StoreId, _team.Workspace.NewId(), Member.ActorOf(_team.Ada), Cancellation));
    }

    [Fact]
    public async Task Link_ChangedInAnyCharacter_IsNotGood()
    {
        var text = (await CreateAsync(_team.Ada, Role.Member)).Text;

        for (var i = 0; i < text.Length; i++)
        {
            Assert.Null(await Invites.FindAsync(text[..i] + (text[i] == 'A' ? 'B' : 'A') + text[(i + 1)..], Cancellation));
        }

        Assert.Null(await Invites.FindAsync(text[..^1], Cancellation));
        Assert.Null(await Invites.FindAsync("", Cancellation));
    }

    [Theory]
    [InlineData(Role.Guest, Role.Guest, false)]
    [InlineData(Role.Member, Role.Guest, false)]
    [InlineData(Role.Admin, Role.Admin, true)]
    [InlineData(Role.Admin, Role.Owner, false)]
    [InlineData(Role.Owner, Role.Owner, true)]
    public async Task Invite_PromisesNoMoreThanItsMakerHas(Role own, Role promised, bool isAllowed)
    {
        var bob = await _team.JoinAsync("Bob", own);

        if (isAllowed)
        {
            await CreateAsync(bob, promised);
        }
        else
        {
            await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => CreateAsync(bob, promised));
        }

        Assert.Equal(isAllowed ? 1 : 0, (await Invites.ListAsync(TestWorkspace.StoreId, Cancellation)).Count);
    }

    [Fact]
    public async Task Link_OfSomebodyWhoHasLessSince_IsNotGood_AndGoodAgainWithTheRole()
    {
        var bob = await _team.JoinAsync("Bob", Role.Owner);
        var (toOwner, toMember) = (await CreateAsync(bob, Role.Owner), await CreateAsync(bob, Role.Member));

        await _team.ChangeAsync(_team.Ada, bob, Role.Admin);
        await AssertIsNotGoodAsync(toOwner);
        Assert.NotNull(await Invites.FindAsync(toMember.Text, Cancellation));

        await _team.SuspendAsync(_team.Ada, bob);
        await AssertIsNotGoodAsync(toMember);
        await _team.Commands.ReinstateAsync(bob, Member.ActorOf(_team.Ada), Cancellation);
        await Invites.AcceptAsync(toMember.Text, _team.Workspace.NewId(), "Cem", Cancellation);
        await _team.RemoveAsync(_team.Ada, bob);
        await AssertIsNotGoodAsync(toOwner);
    }

    [Fact]
    public async Task Role_ThatIsGreaterAlready_IsKept()
    {
        var bob = await _team.JoinAsync("Bob", Role.Admin);

        await Invites.AcceptAsync((await CreateAsync(_team.Ada, Role.Guest)).Text, bob, "", Cancellation);
        await Invites.AcceptAsync((await CreateAsync(_team.Ada, Role.Member)).Text, _team.Ada, "", Cancellation);

        Assert.Equal(Role.Admin, await _team.RoleOfAsync(bob));
        Assert.Equal(Role.Owner, await _team.RoleOfAsync(_team.Ada));
        Assert.Equal(Role.Admin, await _team.RoleOfAsync(_team.Ada, InstanceStore.Id));
    }

    [Fact]
    public async Task Account_ThatIsSuspended_IsNotLetInByALink()
    {
        var bob = await _team.JoinAsync("Bob", Role.Member);
        await _team.SuspendAsync(_team.Ada, bob);
        var invite = await CreateAsync(_team.Ada, Role.Admin);

        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => Invites.AcceptAsync(invite.Text, bob, "Bob", Cancellation));

        Assert.NotNull(await Invites.FindAsync(invite.Text, Cancellation));
    }

    [Fact]
    public async Task Namesakes_AreBothLetIn()
    {
        await _team.JoinAsync("Bob", Role.Member);
        var other = await _team.JoinAsync("bob", Role.Member);

        Assert.Equal("bob (2)", Assert.Single(await _team.Reader.ListAsync(TestWorkspace.StoreId, Cancellation), member => member.Id == other).Name);
    }

    [Theory]
    [InlineData("bob")]
    [InlineData("@example.org")]
    [InlineData("bob@")]
    [InlineData("bob @example.org")]
    [InlineData("bob@example.org@example.com")]
    [InlineData("bob@exa\u202Emple.org")]
    public async Task Address_ThatCannotBe_IsRefused(string email) =>
        await TeamOfTheTest.RefuseAsync(Refusal.Invalid, () => CreateAsync(_team.Ada, Role.Member, email));

    [Fact]
    public async Task Secret_IsNowhereInTheDatabase()
    {
        var invite = await CreateAsync(_team.Ada, Role.Member);
        var secret = invite.Text[^22..];

        foreach (var file in Directory.GetFiles(_team.Workspace.Directory, "worksquared.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(secret, await reader.ReadToEndAsync(Cancellation), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(secret, invite.ToString(), StringComparison.Ordinal);
    }

    private Task<IssuedInvite> CreateAsync(Guid by, Role role, string? email = null) =>
        Invites.CreateAsync(new CreateInvite(TestWorkspace.StoreId, role, email, Member.ActorOf(by)), Cancellation);

    private async Task AssertIsNotGoodAsync(IssuedInvite invite)
    {
        Assert.Null(await Invites.FindAsync(invite.Text, Cancellation));
        await TeamOfTheTest.RefuseAsync(Refusal.NotFound, () => Invites.AcceptAsync(invite.Text, _team.Workspace.NewId(), "Eve", Cancellation));
    }
}
