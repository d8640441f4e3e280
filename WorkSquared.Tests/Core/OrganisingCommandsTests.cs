using Microsoft.EntityFrameworkCore;
using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Turns;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

public sealed class OrganisingCommandsTests : IAsyncLifetime
{
    private const string InTheBin = "This conversation is in the bin; restore it to go on.";

    private TestWorkspace _workspace = null!;
    private Guid _conversation;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _workspace = await TestWorkspace.StartAsync();
        _conversation = _workspace.NewId();
        await _workspace.SayAsync(_conversation, "A plan");
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Fact]
    public async Task Menu_HasThePinnedFirst_ThenTheNewest()
    {
        var (second, third) = (await SayAsync("Second"), await SayAsync("Third"));
        await DoAsync(OrganisingAct.Pin, second);
        await DoAsync(OrganisingAct.Pin);
        Assert.Equal([second, _conversation, third], await MenuAsync());

        await _workspace.SayAsync(_conversation, "Again");
        Assert.Equal([_conversation, second, third], await MenuAsync());

        await DoAsync(OrganisingAct.Unpin);
        Assert.Equal([second, _conversation, third], await MenuAsync());
    }

    [Fact]
    public async Task Menu_IsReadFromAnIndexThatHoldsNothingElse()
    {
        var plan = _workspace.Snapshots.ReadEverything(context =>
        {
            var connection = context.Database.GetDbConnection();
            using var command = connection.CreateCommand();
            command.CommandText =
                "EXPLAIN QUERY PLAN SELECT * FROM conversations WHERE store_id = 'default' AND archived_at IS NULL AND deleted_at IS NULL "
                + "ORDER BY is_pinned DESC, last_position DESC LIMIT 60";
            using var reader = command.ExecuteReader();
            List<string> steps = [];
            while (reader.Read())
            {
                steps.Add(reader.GetString(3));
            }

            return steps;
        });

        Assert.Contains("ix_conversations_menu", Assert.Single(plan), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleted_IsInTheBinFor30Days_AndThenNeitherListedNorRestorable()
    {
        Assert.True(await DoAsync(OrganisingAct.Delete));
        Assert.Empty(await MenuAsync());
        Assert.Equal(new Deletion(_workspace.Time.GetUtcNow(), _workspace.Ada), Assert.Single(await BinAsync()).Place.Deletion);

        _workspace.Time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.Single(await BinAsync());
        Assert.NotNull((await _workspace.OpenAsync(_conversation)).Place.Deletion);

        _workspace.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(await BinAsync());
        Assert.Null(await _workspace.Reader.OpenAsync(TestWorkspace.AllSeeing, _conversation, turnId: null, 50, Cancellation));
        var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => DoAsync(OrganisingAct.Restore));
        Assert.Equal("This conversation was deleted more than 30 days ago and can't be restored any more.", refused.Message);
    }

    [Theory]
    [InlineData(OrganisingAct.Pin)]
    [InlineData(OrganisingAct.Archive)]
    public async Task Restored_IsWhereItWasBefore(OrganisingAct before)
    {
        await DoAsync(before);
        var place = (await _workspace.OpenAsync(_conversation)).Place;

        await DoAsync(OrganisingAct.Delete);
        await DoAsync(OrganisingAct.Restore);

        Assert.Equal(place, (await _workspace.OpenAsync(_conversation)).Place);
        Assert.Empty(await BinAsync());
    }

    [Fact]
    public async Task Command_Repeated_DoesNothingAgain_ThoughItWasUndoneMeanwhile()
    {
        var delete = Command(OrganisingAct.Delete);
        Assert.True(await DoAsync(delete));
        Assert.True(await DoAsync(OrganisingAct.Restore));

        Assert.False(await DoAsync(delete));

        Assert.Equal([_conversation], await MenuAsync());
        await Assert.ThrowsAsync<CommandRefusedException>(() => DoAsync(delete with { Act = OrganisingAct.Pin }));
    }

    [Fact]
    public async Task Act_OnWhatIsSoAlready_CommitsNothing()
    {
        await DoAsync(OrganisingAct.Pin);
        var head = (await ListAsync()).Version;

        Assert.False(await DoAsync(OrganisingAct.Pin));
        Assert.False(await DoAsync(OrganisingAct.Unarchive));
        Assert.False(await DoAsync(OrganisingAct.Restore));

        Assert.Equal(head, (await ListAsync()).Version);
    }

    [Fact]
    public async Task DeletedConversation_TakesNothingIn_AndSaysWhy()
    {
        var turn = (await _workspace.OpenAsync(_conversation)).OpenTurns[0].Id;
        var sent = _workspace.NewId();
        await _workspace.SayAsync(_conversation, "Arrived before", sent);
        await DoAsync(OrganisingAct.Delete);

        Func<Task>[] attempts =
        [
            () => _workspace.SayAsync(_conversation, "One more"),
            () => _workspace.AskAgainAsync(_conversation, turn),
            () => _workspace.Chat.RenameAsync(TestWorkspace.StoreId, _conversation, "New", _workspace.NewId(), _workspace.Ada, Cancellation),
            () => DoAsync(OrganisingAct.Pin),
            () => DoAsync(OrganisingAct.Archive),
        ];
        foreach (var attempt in attempts)
        {
            Assert.Equal(InTheBin, (await Assert.ThrowsAsync<CommandRefusedException>(attempt)).Message);
        }

        // Its acknowledgement was lost, and it is sent again: it is in the log.
        Assert.True((await _workspace.SayAsync(_conversation, "Arrived before", sent)).IsDuplicate);

        await DoAsync(OrganisingAct.Restore);
        await _workspace.SayAsync(_conversation, "One more");
    }

    [Fact]
    public async Task OpenTurns_OfADeletedConversation_AreStoppedByIt_AndNoMoneyIsSpent()
    {
        var claim = Assert.IsType<TurnClaim>(await _workspace.ClaimAsync());
        var waiting = await _workspace.SayAsync(_conversation, "And then?");

        await DoAsync(OrganisingAct.Delete);

        var events = await _workspace.TakeAsync(7);
        var deletion = Assert.Single(events, committed => committed.Data is ConversationDeleted);
        var stops = events.Where(committed => committed.Data is LLMResponseStopRequested).ToList();
        Assert.Equal([deletion.Id, deletion.Id], stops.Select(stop => stop.CausationId));
        Assert.Equal(waiting.TurnId, Assert.Single(events, committed => committed.Data is LLMResponseCancelled).CausationId);
        Assert.Equal(ClaimState.StopRequested, await _workspace.Turns.RenewAsync(claim, TimeSpan.FromSeconds(30), Cancellation));
        Assert.Equal(ClaimState.StopRequested, (await _workspace.Answers.StartAttemptAsync(claim, "test", null, Cancellation)).State);
        Assert.True(await _workspace.Answers.CancelAsync(claim, "", "", null, Cancellation));
        Assert.Empty((await _workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
    }

    [Fact]
    public async Task Message_IntoTheArchive_BringsTheConversationBack()
    {
        await DoAsync(OrganisingAct.Archive);
        Assert.Empty(await MenuAsync());
        Assert.Equal(_conversation, Assert.Single((await ArchiveAsync()).Items).Id);

        var sent = await _workspace.SayAsync(_conversation, "One more thing");

        Assert.Equal([_conversation], await MenuAsync());
        Assert.Empty((await ArchiveAsync()).Items);
        var back = (await _workspace.TakeAsync(5))[^1];
        Assert.Equal((sent.TurnId, _workspace.Ada), (back.CausationId!.Value, back.Actor));
        Assert.IsType<ConversationUnarchived>(back.Data);
    }

    [Fact]
    public async Task Rebuild_MakesTheSamePlaces()
    {
        var (pinned, deleted) = (await SayAsync("Pinned"), await SayAsync("Deleted"));
        await DoAsync(OrganisingAct.Pin, pinned);
        await DoAsync(OrganisingAct.Delete, deleted);
        await DoAsync(OrganisingAct.Archive);
        var before = (await ListAsync(), await BinAsync(), await ArchiveAsync());

        await _workspace.WhileStoppedAsync(rebuilder => rebuilder.RebuildAsync(Cancellation));

        Assert.Equal(before.Item1.Items, (await ListAsync()).Items);
        Assert.Equal(before.Item2, await BinAsync());
        Assert.Equal(before.Item3.Items.AsEnumerable(), (await ArchiveAsync()).Items.AsEnumerable());
    }

    [Fact]
    public async Task Title_ComesByItselfOnce_NeverOverAManualOne_AndNeverMovesAConversation()
    {
        var second = await SayAsync("## Second plan\n\nand more");
        await _workspace.Chat.RenameAsync(TestWorkspace.StoreId, _conversation, "By hand", _workspace.NewId(), _workspace.Ada, Cancellation);
        Assert.Equal([second, _conversation], await MenuAsync());
        Assert.Equal(["Second plan", "By hand"], (await ListAsync()).Items.Select(item => item.Title));

        await _workspace.SayAsync(_conversation, "Other words altogether");
        await _workspace.SayAsync(second, "Other words altogether");

        Assert.Equal(["Second plan", "By hand"], (await ListAsync()).Items.Select(item => item.Title));
    }

    [Fact]
    public async Task Conversation_ThatIsNotThere_IsRefused() => Assert.Equal(
        Refusal.NotFound, (await Assert.ThrowsAsync<CommandRefusedException>(() => DoAsync(OrganisingAct.Delete, _workspace.NewId()))).Refusal);

    private async Task<Guid> SayAsync(string text)
    {
        var id = _workspace.NewId();
        await _workspace.SayAsync(id, text);
        return id;
    }

    private Organise Command(OrganisingAct act, Guid? conversation = null) =>
        new(TestWorkspace.StoreId, _workspace.NewId(), conversation ?? _conversation, act, _workspace.Ada);

    private Task<bool> DoAsync(OrganisingAct act, Guid? conversation = null) => DoAsync(Command(act, conversation));

    private Task<bool> DoAsync(Organise command) => _workspace.Get<IOrganisingCommands>().OrganiseAsync(command, Cancellation);

    private Task<ConversationList> ListAsync() => _workspace.Reader.ListAsync(TestWorkspace.AllSeeing, 100, Cancellation);

    private async Task<List<Guid>> MenuAsync() => [.. (await ListAsync()).Items.Select(item => item.Id)];

    private Task<Shelf> ArchiveAsync() => _workspace.Get<IOrganisingReader>().ArchiveAsync(TestWorkspace.AllSeeing, 50, Cancellation);

    private async Task<List<ShelvedConversation>> BinAsync() =>
        [.. (await _workspace.Get<IOrganisingReader>().BinAsync(TestWorkspace.AllSeeing, 50, Cancellation)).Items];
}
