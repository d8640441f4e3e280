using CsCheck;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Labels;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

public sealed class LabelTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;
    private Guid _conversation;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _workspace = await TestWorkspace.StartAsync();
        _conversation = await SayAsync("A plan");
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Fact]
    public async Task Label_PutOnAndTakenOff_IsCountedAndListed_InWhateverLetterCase()
    {
        var other = await SayAsync("Another plan");
        Assert.True(await ChangeAsync("Kunde Süd", isOn: true));
        Assert.True(await ChangeAsync("kunde süd", isOn: true, other));
        Assert.True(await ChangeAsync("board", isOn: true));

        Assert.Equal([new("board", 1), new("Kunde Süd", 2)], (await AllAsync()).Items);
        Assert.Equal([other, _conversation], await WithAsync("KUNDE SÜD"));
        Assert.Equal(["board", "Kunde Süd"], (await _workspace.OpenAsync(_conversation)).Labels.Names);

        Assert.True(await ChangeAsync("KUNDE süd", isOn: false, other));
        Assert.Equal([_conversation], await WithAsync("kunde süd"));
        Assert.Empty((await _workspace.OpenAsync(other)).Labels.Names);
    }

    [Fact]
    public async Task Label_ThatIsSoAlready_CommitsNothing_AndNeitherDoesARepeatedCommand()
    {
        var command = Command("Board", isOn: true);
        Assert.True(await ChangeAsync(command));
        Assert.False(await ChangeAsync("BOARD", isOn: true));
        Assert.False(await ChangeAsync("Sales", isOn: false));
        Assert.True(await ChangeAsync("Board", isOn: false));

        // It was undone meanwhile, and stays undone.
        Assert.False(await ChangeAsync(command));

        Assert.Empty((await AllAsync()).Items);
        Assert.Equal(4, (await AllAsync()).Version);
    }

    [Theory]
    [InlineData("", "A label needs at least one character.")]
    [InlineData(" \u00A0 ", "A label needs at least one character.")]
    [InlineData("12345678901234567890123456789012345678901", "A label holds at most 40 characters.")]
    [InlineData("two\nlines", "A label can't contain line breaks or other control characters.")]
    [InlineData("nul\0", "A label can't contain line breaks or other control characters.")]
    public async Task Label_ThatCannotBeOne_IsRefused_AndSaysWhy(string label, string reason)
    {
        var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => ChangeAsync(label, isOn: true));

        Assert.Equal((Refusal.Invalid, reason), (refused.Refusal, refused.Message));
    }

    [Fact]
    public async Task EleventhLabel_IsRefused_UntilOneIsTakenOff()
    {
        await Task.WhenAll(Enumerable.Range(1, 10).Select(number => ChangeAsync($"label {number}", isOn: true)));

        var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => ChangeAsync("label 11", isOn: true));
        Assert.Equal("A conversation has at most 10 labels. Remove one first.", refused.Message);

        await ChangeAsync("label 3", isOn: false);
        Assert.True(await ChangeAsync("label 11", isOn: true));
    }

    [Fact]
    public async Task ConversationInTheBin_HasNoLabels_TakesNone_AndHasThemAgainWhenItIsRestored()
    {
        await ChangeAsync("Board", isOn: true);
        await OrganiseAsync(OrganisingAct.Delete);
        Assert.Empty((await AllAsync()).Items);
        Assert.Empty(await WithAsync("Board"));
        await Assert.ThrowsAsync<CommandRefusedException>(() => ChangeAsync("Sales", isOn: true));

        await OrganiseAsync(OrganisingAct.Restore);
        await OrganiseAsync(OrganisingAct.Archive);
        Assert.Equal([new("Board", 1)], (await AllAsync()).Items);
        Assert.Equal([_conversation], await WithAsync("Board"));
    }

    [Fact]
    public async Task ConversationThatIsNotThere_IsRefused() => Assert.Equal(
        Refusal.NotFound,
        (await Assert.ThrowsAsync<CommandRefusedException>(() => ChangeAsync("Board", isOn: true, _workspace.NewId()))).Refusal);

    [Fact]
    public async Task ConversationsOfALabel_ComeByWhatHappenedLast_APageAtATime()
    {
        Guid[] ids = [_conversation, await SayAsync("Second"), await SayAsync("Third")];
        await Task.WhenAll(ids.Select(id => ChangeAsync("Board", isOn: true, id)));
        await SayAsync("Without");
        await _workspace.SayAsync(_conversation, "Again");

        Assert.Equal([_conversation, ids[2], ids[1]], await WithAsync("Board"));
        Assert.Equal([_conversation, ids[2]], await WithAsync("Board", count: 2));
    }

    [Fact]
    public void LabelsAndWhatHasThem_AreReadFromTheirIndex_AndTheMenuFromItsOwn() => _workspace.Snapshots.ReadEverything(context =>
    {
        var connection = context.Database.GetDbConnection();
        var all = QueryPlan.Of(connection, "SELECT MIN(label), COUNT(*) FROM conversation_labels WHERE store_id = 'default' AND deleted_at IS NULL GROUP BY key");
        Assert.Contains("COVERING INDEX ix_conversation_labels (store_id=?)", Assert.Single(all), StringComparison.Ordinal);

        var some = QueryPlan.Of(connection, LabelReader.WithLabel(context, "default", "BOARD", 50).ToQueryString());
        Assert.DoesNotContain(some, step => step.StartsWith("SCAN", StringComparison.Ordinal));
        Assert.Contains("ix_conversation_labels (store_id=? AND key=?)", some[0], StringComparison.Ordinal);
        return true;
    });

    [Fact]
    public async Task Rebuild_MakesTheSameLabels_AndVerifyFindsThem()
    {
        var other = await SayAsync("Another plan");
        await ChangeAsync("Board", isOn: true);
        await ChangeAsync("Sales", isOn: true, other);
        await ChangeAsync("Board", isOn: false);
        await ChangeAsync("board", isOn: true);
        await OrganiseAsync(OrganisingAct.Delete, other);
        await OrganiseAsync(OrganisingAct.Restore, other);
        var before = (await AllAsync()).Items;

        await _workspace.WhileStoppedAsync(rebuilder => rebuilder.RebuildAsync(Cancellation));

        Assert.Equal([new("board", 1), new("Sales", 1)], before);
        Assert.Equal(before.AsEnumerable(), (await AllAsync()).Items);
        Assert.Empty((await _workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
    }

    [Fact]
    public async Task Events_SeenTwice_ChangeNothing_InTheTableAndInTheFold()
    {
        await ChangeAsync("Board", isOn: true);
        await ChangeAsync("Board", isOn: false);
        await ChangeAsync("Sales", isOn: true);
        var events = await _workspace.TakeAsync(5);

        await _workspace.Writer.ExecuteAsync(
            session =>
            {
                events.ForEach(committed => new LabelProjection().Apply(committed, session));
                return true;
            },
            Cancellation);

        Assert.Equal([new("Sales", 1)], (await AllAsync()).Items);
        Assert.Empty((await _workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
        var folded = events.Concat(events).Aggregate(Conversation.Empty(TestWorkspace.StoreId, _conversation), (state, committed) => state.Apply(committed));
        Assert.Equal(["Sales"], folded.Labels.Names);
    }

    [Fact]
    public async Task AnyText_IsALabelOnTheWholeWayRound_OrRefused()
    {
        await Gen.OneOf(Gen.String[0, 45], Gen.Char.Array[0, 45].Select(units => new string(units))).SampleAsync(
            async text =>
            {
                var (id, label) = (_workspace.NewId(), "");
                try
                {
                    label = LabelName.Check(text);
                }
                catch (CommandRefusedException)
                {
                    return;
                }

                await _workspace.SayAsync(id, "Something");
                Assert.True(await ChangeAsync(text, isOn: true, id));
                Assert.Contains(id, await WithAsync(label));
                Assert.True((await _workspace.OpenAsync(id)).Labels.Has(text.Trim()));
            },
            iter: 100,
            threads: 1);
    }

    private async Task<Guid> SayAsync(string text)
    {
        var id = _workspace.NewId();
        await _workspace.SayAsync(id, text);
        return id;
    }

    private ChangeLabel Command(string label, bool isOn, Guid? conversation = null) =>
        new(TestWorkspace.StoreId, _workspace.NewId(), conversation ?? _conversation, label, isOn, _workspace.Ada);

    private Task<bool> ChangeAsync(string label, bool isOn, Guid? conversation = null) => ChangeAsync(Command(label, isOn, conversation));

    private Task<bool> ChangeAsync(ChangeLabel command) => _workspace.Get<ILabelCommands>().ChangeAsync(command, Cancellation);

    private Task OrganiseAsync(OrganisingAct act, Guid? conversation = null) => _workspace.Get<IOrganisingCommands>().OrganiseAsync(
        new(TestWorkspace.StoreId, _workspace.NewId(), conversation ?? _conversation, act, _workspace.Ada), Cancellation);

    private Task<LabelList> AllAsync() => _workspace.Get<ILabelReader>().AllAsync(TestWorkspace.AllSeeing, Cancellation);

    private async Task<List<Guid>> WithAsync(string label, int count = 50) =>
        [.. (await _workspace.Get<ILabelReader>().ConversationsAsync(TestWorkspace.AllSeeing, label, count, Cancellation)).Items.Select(item => item.Id)];
}
