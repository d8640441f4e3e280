using WorkSquared.Core;
using WorkSquared.Core.Prompts;
using WorkSquared.Core.Turns;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

public sealed class PromptCommandsTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _workspace = await TestWorkspace.StartAsync();

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Fact]
    public async Task Library_FoldedFromTheLog_IsTheOneInTheTable()
    {
        var (report, notes) = (_workspace.NewId(), _workspace.NewId());
        await SaveAsync("Report", "One", report);
        await SaveAsync("notes", "Two", notes);
        await SaveAsync("report", "Three", report);
        await RemoveAsync(notes);
        await SaveAsync("übersicht-2", "Four", notes);

        var stored = await ReadAsync();
        Assert.Equal([("report", "Three"), ("übersicht-2", "Four")], stored.Saved.Select(prompt => (prompt.Name, prompt.Text)));
        var events = await _workspace.TakeAsync((int)stored.Version);
        var folded = events.SelectMany(committed => new[] { committed, committed }).Aggregate(PromptLibrary.Empty, (library, committed) => library.Apply(committed));
        Assert.Equal(stored.Saved, folded.Saved);
        Assert.Equal(stored.Version, folded.Version);

        await _workspace.WhileStoppedAsync(rebuilder => rebuilder.RebuildAsync(Cancellation));
        Assert.Equal(stored.Saved, (await ReadAsync()).Saved);
        Assert.Empty((await _workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
    }

    [Fact]
    public async Task Name_IsUnique_WhateverItsCase_AndFreeAgainWhenItsPromptIsRemoved()
    {
        var first = _workspace.NewId();
        await SaveAsync("report", "One", first);

        await AssertRefusedAsync(Refusal.Conflict, SaveAsync("REPORT", "Two"));
        await RemoveAsync(first);
        await SaveAsync("REPORT", "Two");

        // So the first can't come back under its name.
        await AssertRefusedAsync(Refusal.Conflict, SaveAsync("report", "One", first));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("slash/ed")]
    [InlineData("dotted.name")]
    [InlineData("a-name-of-more-than-forty-characters-is-no-name")]
    public async Task Name_ThatIsNoWord_IsRefused(string name) => await AssertRefusedAsync(Refusal.Invalid, SaveAsync(name, "Text"));

    [Theory]
    [InlineData(0)]
    [InlineData(20_001)]
    public async Task Text_EmptyOrTooLong_IsRefused(int length) =>
        await AssertRefusedAsync(Refusal.Invalid, SaveAsync("name", new string('x', length)));

    [Fact]
    public async Task Command_ThatComesAgain_IsTheSame_EvenWhenTheNameIsTakenByThen()
    {
        var (command, id) = (_workspace.NewId(), _workspace.NewId());
        await SaveAsync("report", "One", id, command);
        await SaveAsync("other", "One", id);
        await SaveAsync("report", "Two");

        await SaveAsync("report", "One", id, command);

        Assert.Equal(3, (await ReadAsync()).Version);
    }

    [Fact]
    public async Task Command_UnderTheIdOfAnAnswerToCome_IsRefused() =>
        await AssertRefusedAsync(Refusal.Invalid, SaveAsync("report", "One", command: TurnIds.AnswerOf(_workspace.NewId())));

    [Fact]
    public async Task BuiltInPrompt_IsNoEvent_AndGivesWayToOneOfItsName()
    {
        Assert.Equal(0, (await ReadAsync()).Version);
        var builtIn = Assert.Single((await ReadAsync()).All, prompt => prompt.Name == "weekly-report");
        Assert.Null(builtIn.Id);
        Assert.Contains("{{project}}", builtIn.Text, StringComparison.Ordinal);

        var id = _workspace.NewId();
        await SaveAsync("Weekly-Report", "Ours", id);
        Assert.Equal("Ours", Assert.Single((await ReadAsync()).All, prompt => PromptName.AreSame(prompt.Name, "weekly-report")).Text);

        await RemoveAsync(id);
        Assert.Contains(builtIn, (await ReadAsync()).All);
    }

    private Task SaveAsync(string name, string text, Guid? id = null, Guid? command = null) => _workspace.Get<IPromptCommands>().SaveAsync(
        new SavePrompt(TestWorkspace.StoreId, command ?? _workspace.NewId(), id ?? _workspace.NewId(), name, text, _workspace.Ada), Cancellation);

    private Task RemoveAsync(Guid id) => _workspace.Get<IPromptCommands>().RemoveAsync(
        new RemovePrompt(TestWorkspace.StoreId, _workspace.NewId(), id, _workspace.Ada), Cancellation);

    private Task<PromptLibrary> ReadAsync() => _workspace.Get<IPromptReader>().ReadAsync(TestWorkspace.AllSeeing, Cancellation);

    private static async Task AssertRefusedAsync(Refusal refusal, Task command) =>
        Assert.Equal(refusal, (await Assert.ThrowsAsync<CommandRefusedException>(() => command)).Refusal);
}
