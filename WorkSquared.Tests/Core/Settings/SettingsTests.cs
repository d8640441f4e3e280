using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Settings;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Settings;

/// <summary>How a conversation is answered, and what happens to messages that nobody is asked to answer.</summary>
public sealed class SettingsTests
{
    private static readonly ModelInUse _models = new("gpt-4o (OpenAI)", "gpt-4o", "openai", IsOffline: false) { Others = ["o3"] };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Patch_ChangesWhatItNames_AndNullIsTheDefaultAgain()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Hi");

        Assert.True(await ChangeAsync(workspace, conversation, command => command with { Model = new("o3"), SystemPrompt = new(" Be brief.\r\n") }));
        Assert.True(await ChangeAsync(workspace, conversation, command => command with { Answers = new(AnswerRule.WhenAddressed), Model = new(null) }));
        Assert.False(await ChangeAsync(workspace, conversation, command => command with { Answers = new(AnswerRule.WhenAddressed) }));

        Assert.Equal(new ConversationSettings(null, "Be brief.", AnswerRule.WhenAddressed), (await workspace.OpenAsync(conversation)).Settings);
        Assert.True(await ChangeAsync(workspace, conversation, command => command with { SystemPrompt = new(" "), Answers = new(null) }));
        Assert.Equal(ConversationSettings.Default, (await workspace.OpenAsync(conversation)).Settings);
    }

    [Fact]
    public async Task Setting_ThatMakesNoSense_IsRefused()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Hi");

        await RefusedAsync(Refusal.Invalid, command => command with { Model = new("gpt-9") });
        await RefusedAsync(Refusal.Invalid, command => command with { SystemPrompt = new(new string('a', ConversationSettings.MaxSystemPromptLength + 1)) });
        await RefusedAsync(Refusal.Invalid, command => command with { SystemPrompt = new("half a \uD83D") });
        await RefusedAsync(Refusal.NotFound, command => command with { ConversationId = workspace.NewId() });
        Assert.Equal(ConversationSettings.Default, (await workspace.OpenAsync(conversation)).Settings);

        async Task RefusedAsync(Refusal expected, Func<Configure, Configure> change)
        {
            var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => ChangeAsync(workspace, conversation, change));
            Assert.Equal(expected, refused.Refusal);
        }
    }

    [Fact]
    public async Task SameCommandTwice_SavesOnce_AndUndoesNothingThatCameBetween()
    {
        await using var workspace = await StartAsync();
        var (conversation, command) = (workspace.NewId(), workspace.NewId());
        await workspace.SayAsync(conversation, "Hi");

        Assert.True(await workspace.ConfigureAsync(conversation, "Be brief.", commandId: command));
        Assert.True(await workspace.ConfigureAsync(conversation, "Be kind."));
        Assert.False(await workspace.ConfigureAsync(conversation, "Be brief.", commandId: command));
        Assert.Equal("Be kind.", (await workspace.OpenAsync(conversation)).Settings.SystemPrompt);
    }

    [Fact]
    public async Task MessageThatDoesNotAddressTheAssistant_OpensNoTurn_AndIsToldToTheModelLater()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        await AnswerAsync(workspace, await workspace.SayAsync(conversation, "Who is on the team?"), "Ada and Ben.");
        await workspace.ConfigureAsync(conversation, answers: AnswerRule.WhenAddressed);

        var note = await workspace.SayAsync(conversation, "Ben is away.");

        Assert.Null(await workspace.ClaimAsync());
        var shown = await workspace.OpenAsync(conversation);
        Assert.Empty(shown.OpenTurns);
        Assert.Equal([true, false], shown.Messages.Where(message => message.ResponseTo is null).Select(message => !shown.IsUnasked(message)));
        var listed = Assert.Single((await workspace.Reader.ListAsync(TestWorkspace.AllSeeing, 10, Cancellation)).Items);
        Assert.Equal((0, note.Position, AnswerRule.WhenAddressed), (listed.OpenTurns, listed.LastPosition, listed.Answers));

        await workspace.SayAsync(conversation, "@Assistant, who stands in?", after: note.TurnId);
        var claim = await workspace.ClaimAsync();
        var history = await workspace.Turns.ReadHistoryAsync(claim!, 100, Cancellation);
        Assert.Equal([("Who is on the team?", "Ada and Ben."), ("Ben is away.", null)], history.Turns.Select(turn => (turn.Question, turn.Answer)));
        Assert.Empty((await workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
    }

    [Fact]
    public async Task WhatWasSaidAmongPeople_CanBeAskedLater_OnceAndInItsPlace()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        var first = await workspace.SayAsync(conversation, "Hi, @assistant");
        await AnswerAsync(workspace, first, "Hi.");
        await workspace.ConfigureAsync(conversation, answers: AnswerRule.WhenAddressed);
        var note = await workspace.SayAsync(conversation, "Ben is away.");
        await workspace.SayAsync(conversation, "For a week.");
        await RefusedAsync(RequestReason.Regenerate);
        await RefusedAsync(RequestReason.Retry);

        var turn = await workspace.AskAgainAsync(conversation, note.TurnId, RequestReason.Ask);
        Assert.Equal(turn, await workspace.AskAgainAsync(conversation, note.TurnId, RequestReason.Ask));
        var claim = await workspace.ClaimAsync();
        Assert.Equal(turn, claim!.TurnId);
        Assert.True(await workspace.Answers.AnswerAsync(claim, "Noted.", "gpt-4o", new("openai", "stop", 1), Cancellation));

        await RefusedAsync(RequestReason.Ask);
        var shown = await workspace.OpenAsync(conversation);
        Assert.All(shown.Branch, step => Assert.Single(step.Alternatives));
        Assert.Equal(note.MessageId, shown.Messages[^1].ResponseTo);
        Assert.Equal([false, false, true], shown.Messages.Where(message => message.ResponseTo is null).Select(shown.IsUnasked));
        Assert.Empty((await workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);

        async Task RefusedAsync(RequestReason reason) => Assert.Equal(
            Refusal.Conflict,
            (await Assert.ThrowsAsync<CommandRefusedException>(() => workspace.AskAgainAsync(conversation, note.TurnId, reason))).Refusal);
    }

    [Fact]
    public async Task TurnKeepsTheModelOfItsFirstAttempt_WhateverIsChosenMeanwhile()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        var asked = await workspace.SayAsync(conversation, "Hi");
        await workspace.ConfigureAsync(conversation, model: "o3");
        var claim = await workspace.ClaimAsync();
        Assert.Equal("o3", claim!.ChosenModel);
        await workspace.Answers.StartAttemptAsync(claim, "o3", null, Cancellation);

        await workspace.ConfigureAsync(conversation, model: "gpt-4o");
        await workspace.Turns.ReleaseAsync(claim, Cancellation);
        claim = await workspace.ClaimAsync();

        Assert.Equal("o3", claim!.ChosenModel);
        await workspace.Answers.FailAsync(claim, new("timeout", "Nothing came.", true), "", "o3", null, Cancellation);
        await workspace.AskAgainAsync(conversation, asked.TurnId);
        Assert.Equal("gpt-4o", (await workspace.ClaimAsync())!.ChosenModel);
    }

    [Fact]
    public async Task ModelThatWasAskedFor_AnswersThatTurn_AndItsRetry()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        var asked = await workspace.SayAsync(conversation, "Hi");
        await AnswerAsync(workspace, asked, "Hi.");

        await Assert.ThrowsAsync<CommandRefusedException>(() => workspace.AskAgainAsync(conversation, asked.TurnId, RequestReason.Regenerate, model: "gpt-9"));
        var again = await workspace.AskAgainAsync(conversation, asked.TurnId, RequestReason.Regenerate, model: "o3");
        var claim = await workspace.ClaimAsync();
        Assert.Equal("o3", claim!.ChosenModel);
        await workspace.Answers.FailAsync(claim, new("timeout", "Nothing came.", true), "", "o3", null, Cancellation);

        await workspace.AskAgainAsync(conversation, again);
        Assert.Equal("o3", (await workspace.ClaimAsync())!.ChosenModel);
    }

    private static Task<TestWorkspace> StartAsync() => TestWorkspace.StartAsync(configure: services => services.AddSingleton<ICurrentModel>(new GivenModel(_models)));

    private static Task<bool> ChangeAsync(TestWorkspace workspace, Guid conversation, Func<Configure, Configure> change) =>
        workspace.Get<ISettingsCommands>().ConfigureAsync(
            change(new Configure(TestWorkspace.StoreId, workspace.NewId(), conversation, workspace.Ada)), Cancellation);

    private static async Task AnswerAsync(TestWorkspace workspace, SentMessage asked, string text)
    {
        var claim = await workspace.ClaimAsync();
        Assert.Equal(asked.TurnId, claim!.TurnId);
        Assert.True(await workspace.Answers.AnswerAsync(claim, text, "gpt-4o", new("openai", "stop", 1), Cancellation));
    }
}
