using WorkSquared.Core;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Connecting;
using WorkSquared.Core.Members;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Core.Team;

namespace WorkSquared.Tests.Core.Connecting;

/// <summary>The model that was chosen, in the log of the instance, and its key beside it.</summary>
public sealed class ModelKeeperTests : IAsyncLifetime
{
    private const string Here = "https://models.example";
    private const string Elsewhere = "https://models.example:8443";

    private TeamOfTheTest _team = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IModelStore Store => _team.Workspace.Get<IModelStore>();

    public async ValueTask InitializeAsync() => _team = await TeamOfTheTest.StartAsync();

    public ValueTask DisposeAsync() => _team.DisposeAsync();

    [Fact]
    public async Task Key_StaysWithItsHost_AndIsGoneForGoodOnceAnotherIsSaved()
    {
        await SaveAsync(Here, new NewKey("sealed", "abcd"));
        await SaveAsync(Here, model: "o3");
        Assert.Equal(("sealed", "abcd", Here), await KeyAsync());

        await SaveAsync(Elsewhere);
        await SaveAsync(Here);

        Assert.Null(await KeyAsync());
        Assert.Equal([KeyChange.Given, KeyChange.Kept, null, null], (await EventsAsync()).Select(configured => configured.Key));
    }

    [Fact]
    public async Task Key_OfAnotherHost_TakesTheOldOnesPlace_AndIsForgottenWhenToldTo()
    {
        await SaveAsync(Here, new NewKey("sealed", "abcd"));
        await SaveAsync(Elsewhere, new NewKey("another", "efgh"));
        Assert.Equal(("another", "efgh", Elsewhere), await KeyAsync());

        await Store.ForgetKeyAsync(_team.Workspace.NewId(), Member.ActorOf(_team.Ada), Cancellation);

        Assert.Null(await KeyAsync());
        Assert.Equal(Elsewhere, (await Store.ReadAsync(Cancellation))!.Settings.Endpoint);
    }

    [Fact]
    public async Task Settings_AreWrittenByAdministratorsOfTheInstanceAlone_WhateverIsAsked()
    {
        var bob = await _team.JoinAsync("Bob", Role.Owner);
        await SaveAsync(Here, new NewKey("sealed", "abcd"));

        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => SaveAsync(Elsewhere, new NewKey("bobs", ""), by: bob));
        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => Store.ForgetKeyAsync(_team.Workspace.NewId(), Member.ActorOf(bob), Cancellation));

        Assert.Equal(("sealed", "abcd", Here), await KeyAsync());
        Assert.Single(await EventsAsync());
    }

    [Fact]
    public async Task Settings_SavedTwiceByOneCommand_AreOneEvent_AndThereAgainAfterARebuild()
    {
        var command = _team.Workspace.NewId();
        await SaveAsync(Here, new NewKey("sealed", "abcd"), command: command);
        await SaveAsync(Here, new NewKey("sealed again", "abcd"), command: command);
        var before = (await Store.ReadAsync(Cancellation))!;

        await _team.Workspace.WhileStoppedAsync(rebuilder => rebuilder.RebuildAsync(Cancellation));

        var after = (await Store.ReadAsync(Cancellation))!;
        Assert.Equal(before.Settings with { Others = [] }, after.Settings with { Others = [] });
        Assert.Equal(["o3", "o4"], after.Settings.Others);
        Assert.Equal(("sealed", "abcd", Here), await KeyAsync());
        Assert.Single(await EventsAsync());
        Assert.Empty((await _team.Workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
    }

    private Task SaveAsync(string host, NewKey? key = null, string model = "gpt-4o", Guid? command = null, Guid? by = null) => Store.SaveAsync(
        new SaveModel(
            command ?? _team.Workspace.NewId(),
            new ModelSettings(ModelProvider.OpenAI, host, model, ["o3", "o4"], ProjectId: null, Temperature: 0.5, MaxOutputTokens: 500),
            host,
            key,
            Member.ActorOf(by ?? _team.Ada)),
        Cancellation);

    private async Task<(string, string, string)?> KeyAsync() =>
        (await Store.ReadAsync(Cancellation))?.Key is { } key ? (key.Text, key.Ending, key.Host) : null;

    private async Task<List<ModelConfigured>> EventsAsync() =>
        [.. (await _team.Workspace.Get<ILogReader>().ReadAsync(InstanceStore.Id, 0, 1000, topic: null, Cancellation)).Events.Select(committed => committed.Data).OfType<ModelConfigured>()];
}
