using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

public sealed class AnswerEditTests : IAsyncLifetime
{
    private static readonly Actor _bob = Actor.Person("bob");

    private TestWorkspace _workspace = null!;
    private Guid _conversation;
    private Guid _answer;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _workspace = await TestWorkspace.StartAsync();
        _conversation = _workspace.NewId();
        _answer = await AnsweredAsync("How long?", "Two weeks.");
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Fact]
    public async Task EditedAnswer_StandsBesideTheOriginal_WhichStays()
    {
        var original = (await _workspace.OpenAsync(_conversation)).Tip!.Value;

        var turn = await EditAsync("Three weeks.");

        var edited = await _workspace.OpenAsync(_conversation, turn);
        Assert.Equal(["How long?", "Three weeks."], edited.Messages.Select(message => message.Text));
        Assert.Equal((_bob, true, ""), (edited.Messages[1].Author, edited.Messages[1].IsEdited, edited.Messages[1].ModelId));
        Assert.Equal([original, turn], edited.Branch[0].Answers);
        Assert.Empty(edited.OpenTurns);
        var first = await _workspace.OpenAsync(_conversation, original);
        Assert.Equal(["How long?", "Two weeks."], first.Messages.Select(message => message.Text));
        Assert.False(first.Messages[1].IsEdited);

        // Nobody owes it an answer, and an edited one can be edited again.
        Assert.Null(await _workspace.ClaimAsync());
        var again = await EditAsync("Four weeks.", response: edited.Messages[1].Id);
        Assert.Equal([original, turn, again], (await _workspace.OpenAsync(_conversation, again)).Branch[0].Answers);
    }

    [Fact]
    public async Task Edits_AreWhatAReplayGives_AndEveryTurnHasOneEnd()
    {
        var turn = await EditAsync("Three weeks.");
        await _workspace.SayAsync(_conversation, "And then?", after: turn);
        var before = await _workspace.BranchesAsync();

        await _workspace.WhileStoppedAsync(rebuilder => rebuilder.RebuildAsync(Cancellation));

        Assert.Equal(before, await _workspace.BranchesAsync());
        Assert.Empty((await _workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
        await using var to = await TestWorkspace.StartAsync();
        await to.ImportAsync(await _workspace.ExportAsync());
        Assert.Equal(before, await to.BranchesAsync());
        Assert.True((await to.OpenAsync(_conversation)).Messages[1].IsEdited);
    }

    [Fact]
    public async Task EditSentAgain_IsTheSameEdit_AndWithOtherWordsAConflict()
    {
        var command = Command("Three weeks.");
        var turn = await EditAsync(command);
        var head = (await _workspace.OpenAsync(_conversation)).Version;

        Assert.Equal(turn, await EditAsync(command));
        Assert.Equal(Refusal.Conflict, (await Assert.ThrowsAsync<CommandRefusedException>(() => EditAsync(command with { Text = "Four weeks." }))).Refusal);
        Assert.Equal(head, (await _workspace.OpenAsync(_conversation)).Version);
    }

    [Fact]
    public async Task WhatChangesNothing_IsEmpty_OrIsNoAnswerHere_IsRefused()
    {
        var question = (await _workspace.OpenAsync(_conversation)).Messages[0].Id;
        Assert.Equal("The text is the same as before.", await RefusedAsync(Command("\nTwo weeks. ")));
        Assert.Equal("There is nothing to send yet.", await RefusedAsync(Command(" ")));
        foreach (var command in new[]
        {
            Command("Three weeks.") with { ResponseId = question },
            Command("Three weeks.") with { ConversationId = _workspace.NewId() },
        })
        {
            Assert.Equal("There is no such answer in this conversation.", await RefusedAsync(command));
        }

        await _workspace.Get<IOrganisingCommands>().OrganiseAsync(
            new Organise(TestWorkspace.StoreId, _workspace.NewId(), _conversation, OrganisingAct.Delete, _bob), Cancellation);
        await RefusedAsync(Command("Three weeks."));
        Assert.Single((await _workspace.OpenAsync(_conversation)).Branch[0].Alternatives);
    }

    [Fact]
    public async Task ModelIsNeverAskedForAnEdit()
    {
        var turn = (await _workspace.OpenAsync(_conversation)).Tip!.Value;

        await Assert.ThrowsAsync<CommandRefusedException>(() => _workspace.AskAgainAsync(_conversation, turn, RequestReason.Edit));
    }

    private async Task<Guid> AnsweredAsync(string question, string answer)
    {
        await _workspace.SayAsync(_conversation, question);
        var claim = (await _workspace.ClaimAsync())!;
        await _workspace.Answers.StartAttemptAsync(claim, "m", reservation: null, Cancellation);
        await _workspace.Answers.AnswerAsync(claim, answer, "m", new ResponseMetadata("test", "stop", 1), Cancellation);
        return claim.AnswerId;
    }

    private EditAnswer Command(string text) => new(TestWorkspace.StoreId, _workspace.NewId(), _conversation, _answer, text, _bob);

    private Task<Guid> EditAsync(string text, Guid? response = null) => EditAsync(Command(text) with { ResponseId = response ?? _answer });

    private Task<Guid> EditAsync(EditAnswer command) => _workspace.Get<IAnswerEdits>().EditAsync(command, Cancellation);

    private async Task<string> RefusedAsync(EditAnswer command) => (await Assert.ThrowsAsync<CommandRefusedException>(() => EditAsync(command))).Message;
}
