using Microsoft.AspNetCore.DataProtection;
using Polly.CircuitBreaker;
using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Members;
using WorkSquared.Tests.Core.Team;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Llm.Connecting;

/// <summary>The model is exchanged while the server runs, and a key goes to its own host alone.</summary>
public sealed class ExchangedModelTests
{
    private const string Key = "sk-canary-5f21-of-here";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunningAnswer_EndsWithItsModel_AndTheNextOneUsesTheNew()
    {
        await using var first = await ScriptedProvider.StartAsync();
        await using var second = await ScriptedProvider.StartAsync();
        await using var connected = await ConnectedWorkspace.StartAsync();
        TaskCompletionSource exchanged = new();
        first.Next(async wire =>
        {
            await wire.TextAsync("Begun");
            await exchanged.Task;
            await wire.TextAsync(" and ended.");
            await wire.EndAsync();
        });
        second.Answer("The new one.");
        await connected.SaveAsync(ConnectedWorkspace.At($"{first.Url}/v1"), Key);
        await connected.AskAsync(connected.Workspace.NewId());
        await first.WhenRequestedAsync(1, Cancellation);

        List<string> told = [];
        connected.Current.Changed += () => told.Add(connected.Current.InUse.DisplayName);
        await connected.SaveAsync(ConnectedWorkspace.At($"{second.Url}/v1", "another"));
        await connected.AskAsync(connected.Workspace.NewId());
        await second.WhenRequestedAsync(1, Cancellation);
        exchanged.SetResult();

        Assert.Equal(["Begun and ended.", "The new one."], (await connected.EndsAsync(2)).Cast<LLMResponseReceived>().Select(answer => answer.Message).Order());
        Assert.Equal([$"another at {new Uri(second.Url).Authority}"], told);
        Assert.Equal($"Bearer {Key}", Assert.Single(first.Requests).Headers["Authorization"]);
        Assert.Equal("another", Assert.Single(second.Requests).Json["model"]!.GetValue<string>());
    }

    [Fact]
    public async Task Key_GoesToItsHostAlone_AndIsGoneOnceAnotherHostIsSaved()
    {
        await using var here = await ScriptedProvider.StartAsync();
        await using var elsewhere = await ScriptedProvider.StartAsync();
        await using var connected = await ConnectedWorkspace.StartAsync();
        await connected.SaveAsync(ConnectedWorkspace.At($"{here.Url}/v1"), Key);

        // Before it is saved: the key that is there is none for another port of the same machine.
        await connected.TestAsync(ConnectedWorkspace.At($"{elsewhere.Url}/v1"));
        await connected.TestAsync(ConnectedWorkspace.At($"{here.Url}/v2"));
        await connected.SaveAsync(ConnectedWorkspace.At($"{elsewhere.Url}/v1"));
        await connected.TestAsync(ConnectedWorkspace.At($"{here.Url}/v1"));

        Assert.DoesNotContain(elsewhere.Requests, request => request.Headers.ContainsKey("Authorization"));
        Assert.Equal([$"Bearer {Key}", null], here.Requests.Select(request => request.Headers.GetValueOrDefault("Authorization")));
        Assert.Null((await connected.ReadAsync()).Key);
        Assert.DoesNotContain("canary", connected.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SealedKey_ThatIsMovedToAnotherHost_OpensNothing()
    {
        await using var elsewhere = await ScriptedProvider.StartAsync();
        await using var connected = await ConnectedWorkspace.StartAsync();
        await connected.SaveAsync(ConnectedWorkspace.At("https://models.example/v1"), Key);

        connected.Workspace.Execute($"UPDATE model_keys SET host = '{elsewhere.Url}'");
        await connected.TestAsync(ConnectedWorkspace.At($"{elsewhere.Url}/v1"));

        Assert.False(Assert.Single(elsewhere.Requests).Headers.ContainsKey("Authorization"));
        Assert.False((await connected.ReadAsync()).Key!.IsReadable);
    }

    [Fact]
    public async Task FailuresOfTheOldModel_AreNotChargedToTheNew()
    {
        await using var connected = await ConnectedWorkspace.StartAsync();
        await connected.SaveAsync(ConnectedWorkspace.At("https://failing.example/v1"));
        using (var failing = connected.Current.Use())
        {
            for (var failure = 0; failure < 10; failure++)
            {
                await Assert.ThrowsAsync<IOException>(() => failing.Breaker.RunAsync("gpt-4o", () => Task.FromException<bool>(new IOException())).AsTask());
            }

            await Assert.ThrowsAsync<BrokenCircuitException>(() => failing.Breaker.RunAsync("gpt-4o", () => Task.FromResult(true)).AsTask());
        }

        Assert.Equal(ModelStatus.Failing, connected.Current.Status);
        await connected.SaveAsync(ConnectedWorkspace.At("https://well.example/v1"));

        Assert.Equal(ModelStatus.Ok, connected.Current.Status);
    }

    [Fact]
    public async Task WhatWasSaved_IsInUseAfterARestart_AndWithAnotherRingOfKeysItsKeyIsAskedForAnew()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var connected = await ConnectedWorkspace.StartAsync();
        await connected.SaveAsync(ConnectedWorkspace.At($"{provider.Url}/v1", "mine"), Key);

        await connected.Workspace.RestartAsync();
        await connected.AskAsync(connected.Workspace.NewId());
        Assert.Equal($"Bearer {Key}", (await provider.WhenRequestedAsync(1, Cancellation)).Headers["Authorization"]);
        Assert.True((await connected.ReadAsync()).Key!.IsReadable);

        connected.Ring = new EphemeralDataProtectionProvider();
        await connected.Workspace.RestartAsync();
        await connected.AskAsync(connected.Workspace.NewId());

        Assert.False((await provider.WhenRequestedAsync(2, Cancellation)).Headers.ContainsKey("Authorization"));
        var overview = await connected.ReadAsync();
        Assert.Equal((connected.Ada, Key[^4..], false), (overview.Key!.GivenBy, overview.Key.Ending, overview.Key.IsReadable));
        Assert.Equal("mine", connected.Current.InUse.ModelId);
    }

    [Theory]
    [InlineData("OpenAI", "http://localhost:11434/v1", null)]
    [InlineData("Offline", null, null)]
    [InlineData("Auto", "http://localhost:11434/v1", null)]
    [InlineData("Auto", null, "sk")]
    public async Task SettingsOfTheServer_WinAsAWhole_AndNothingIsChangedThen(string provider, string? endpoint, string? key)
    {
        var rule = false;
        await using var connected = await ConnectedWorkspace.StartAsync(llm =>
            (llm.Provider, llm.Endpoint, llm.ApiKey) = rule ? (provider, endpoint, key) : ("Auto", null, null));
        await connected.SaveAsync(ConnectedWorkspace.At("https://models.example/v1", "mine"), Key);
        rule = true;

        await connected.Workspace.RestartAsync();

        Assert.True((await connected.ReadAsync()).IsOfTheServer);
        Assert.NotEqual("mine", connected.Current.InUse.ModelId);
        await TeamOfTheTest.RefuseAsync(Refusal.Conflict, () => connected.SaveAsync(ConnectedWorkspace.At("https://models.example/v1")));
        await TeamOfTheTest.RefuseAsync(Refusal.Conflict, () => connected.TestAsync(ConnectedWorkspace.At("https://models.example/v1")));
        await TeamOfTheTest.RefuseAsync(Refusal.Conflict, () => connected.Connection.ForgetKeyAsync(connected.Workspace.NewId(), connected.Ada, Cancellation));
    }

    [Fact]
    public async Task WhoeverDoesNotAdministerTheInstance_NeitherReadsNorChangesNorTests()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var connected = await ConnectedWorkspace.StartAsync();
        var bob = Member.ActorOf(await connected.Team.JoinAsync("Bob", Role.Owner));
        var settings = ConnectedWorkspace.At($"{provider.Url}/v1");

        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => connected.Connection.ReadAsync(bob, Cancellation));
        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => connected.SaveAsync(settings, Key, bob));
        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => connected.Connection.ForgetKeyAsync(connected.Workspace.NewId(), bob, Cancellation));
        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => connected.TestAsync(settings, Key, bob));
        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => connected.Connection.TestAsync(entered: null, bob, Cancellation));

        Assert.Empty(provider.Requests);
        Assert.True(connected.Current.InUse.IsOffline);
    }

    [Fact]
    public async Task WhatTheServersSettingsAllowNoMore_IsNotInUse_AndThePageSaysWhy()
    {
        var hosts = "127.0.0.1:11434";
        await using var connected = await ConnectedWorkspace.StartAsync(llm => llm.AllowPrivateHosts = hosts);
        await connected.SaveAsync(ConnectedWorkspace.At("http://127.0.0.1:11434/v1"));
        hosts = "";

        await connected.Workspace.RestartAsync();

        Assert.True(connected.Current.InUse.IsOffline);
        Assert.Contains("WorkSquared:Llm:AllowPrivateHosts", (await connected.ReadAsync()).Problem, StringComparison.Ordinal);
    }
}
