using WorkSquared.Core.Cases;
using WorkSquared.Core.Chat;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

public sealed class SentPromptTests : IAsyncLifetime
{
    private const string Own = "Answer like a pirate.";

    private TestWorkspace _workspace = null!;
    private Guid _conversation;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _workspace = await TestWorkspace.StartAsync();
        _conversation = _workspace.NewId();
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Fact]
    public async Task Prompt_IsReadAsItWasSent()
    {
        await AnswerAsync("First", "One");
        await _workspace.ConfigureAsync(_conversation, prompt: Own);
        var manifest = new PromptManifest([2, 4, 6], OmittedTurns: 3, PromptTokens: 77, PromptManifest.VersionOf(Own), 0.7, 1000);
        var turn = await AnswerAsync("Second", "Two", manifest);

        // What is set afterwards does not change what was.
        await _workspace.ConfigureAsync(_conversation, prompt: "Be brief.");
        var sent = (await ReadAsync(_conversation, turn))!;

        Assert.Equal(["First", "One", "Second"], sent.Messages.Select(message => message.Message!.Text));
        Assert.Equal((Own, 3, 77), (sent.SystemPrompt, sent.Manifest.OmittedTurns, sent.Manifest.PromptTokens));
        Assert.Equal((0.7, 1000), (sent.Manifest.Temperature, sent.Manifest.MaxOutputTokens));
    }

    [Fact]
    public async Task WhatIsNotKnownAnyMore_IsMissing_AndStopsNothing()
    {
        var turn = await AnswerAsync("First", "One", new PromptManifest([2, 99], 0, 5, "another version"));
        var sent = (await ReadAsync(_conversation, turn))!;

        Assert.Null(sent.SystemPrompt);
        Assert.Equal(["First", null], sent.Messages.Select(message => message.Message?.Text));
    }

    [Fact]
    public async Task TurnOfAnotherConversation_OrWithoutARecord_HasNone()
    {
        var turn = await AnswerAsync("First", "One", new PromptManifest([2], 0, 5));
        var other = await AnswerAsync("Second", "Two");

        Assert.Null(await ReadAsync(_workspace.NewId(), turn));
        Assert.Null(await ReadAsync(_conversation, other));
        Assert.Null(await ReadAsync(_conversation, _workspace.NewId()));
    }

    private Task<SentPrompt?> ReadAsync(Guid conversation, Guid turn) =>
        _workspace.Get<ISentPrompts>().ReadAsync(TestWorkspace.AllSeeing, conversation, turn, Cancellation);

    /// <returns>The turn.</returns>
    private async Task<Guid> AnswerAsync(string question, string answer, PromptManifest? manifest = null)
    {
        await _workspace.SayAsync(_conversation, question);
        var claim = (await _workspace.ClaimAsync())!;
        await _workspace.Answers.StartAttemptAsync(claim, "m", reservation: null, Cancellation);
        var metadata = new ResponseMetadata("test", "stop", 1, Prompt: manifest);
        await _workspace.Answers.AnswerAsync(claim, answer, "m", metadata, Cancellation);
        return claim.TurnId;
    }
}
