using System.Text.Json;
using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Composing;
using WorkSquared.Core.Events;
using WorkSquared.Core.Export;
using WorkSquared.Core.Import;
using WorkSquared.Core.Labels;
using WorkSquared.Core.Members;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Pushing;
using WorkSquared.Core.Ratings;
using WorkSquared.Core.Settings;
using WorkSquared.Core.Tasks;
using WorkSquared.Core.Tokens;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Sharing;

/// <summary>To whoever does not see a conversation every command says that there is none, and writes nothing. A new command is in this table, or
/// <see cref="EveryReaderTests"/> fails.</summary>
public sealed class EveryCommandTests : IAsyncLifetime
{
    private delegate Task Command(PrivateConversation one, Actor actor);

    private static readonly Dictionary<string, Command?> _commands = new()
    {
        ["IChatCommands.SendAsync"] = (one, actor) => one.SayAsync(actor, "Let me in"),
        ["IChatCommands.StopAsync"] = null,
        ["IChatCommands.AskAgainAsync"] = (one, actor) => one.Workspace.Chat.AskAgainAsync(
            new AskAgain(Store, one.Workspace.NewId(), one.Id, one.Turn, RequestReason.Regenerate, actor), Cancellation),
        ["IChatCommands.RenameAsync"] = (one, actor) =>
            one.Workspace.Chat.RenameAsync(Store, one.Id, "Mine", one.Workspace.NewId(), actor, Cancellation),
        ["IAnswerEdits.EditAsync"] = (one, actor) =>
            one.Get<IAnswerEdits>().EditAsync(new EditAnswer(Store, one.Workspace.NewId(), one.Id, one.Answer, "Mine", actor), Cancellation),
        ["IOrganisingCommands.OrganiseAsync"] = (one, actor) =>
            one.Get<IOrganisingCommands>().OrganiseAsync(new Organise(Store, one.Workspace.NewId(), one.Id, OrganisingAct.Unpin, actor), Cancellation),
        ["ILabelCommands.ChangeAsync"] = (one, actor) =>
            one.Get<ILabelCommands>().ChangeAsync(new ChangeLabel(Store, one.Workspace.NewId(), one.Id, "Mine", IsOn: false, actor), Cancellation),
        ["ISettingsCommands.ConfigureAsync"] = (one, actor) =>
            one.Get<ISettingsCommands>().ConfigureAsync(new Configure(Store, one.Workspace.NewId(), one.Id, actor), Cancellation),
        ["IRatingCommands.RateAsync"] = (one, actor) =>
            one.Get<IRatingCommands>().RateAsync(new RateAnswer(Store, one.Workspace.NewId(), one.Id, one.Answer, Rating.None, actor), Cancellation),
        ["ITaskCommands.CreateAsync"] = (one, actor) =>
            one.Get<ITaskCommands>().CreateAsync(new CreateTask(Store, one.Workspace.NewId(), "Mine", actor, one.Id), Cancellation),
        ["ITaskCommands.RenameAsync"] = (one, actor) =>
            one.Get<ITaskCommands>().RenameAsync(new RenameTask(Store, one.Workspace.NewId(), one.TaskId, one.Id, "Mine", actor), Cancellation),
        ["ITaskCommands.ChangeAsync"] = (one, actor) =>
            one.Get<ITaskCommands>().ChangeAsync(new ChangeTask(Store, one.Workspace.NewId(), one.TaskId, one.Id, TaskAct.Reopen, actor), Cancellation),
        ["ISharingCommands.RestrictAsync"] = (one, actor) => one.RestrictAsync(isRestricted: true, actor),
        ["ISharingCommands.ShareAsync"] = (one, actor) => one.ShareAsync(Member.IdOf(actor)!.Value, isShared: true, actor),
        ["IForks.ForkAsync"] = (one, actor) =>
            one.Get<IForks>().ForkAsync(new ForkConversation(Store, one.Workspace.NewId(), one.Id, one.Turn, actor), Cancellation),
        ["IComposerDrafts.SaveAsync"] = (one, actor) => one.Get<IComposerDrafts>().SaveAsync(
            new SaveDraft(Store, actor, one.Id, IsEdit: false, "Mine", one.Workspace.NewId(), null, one.Workspace.NewId(), []), Cancellation),

        // A mark is its reader's alone, and says nothing of the conversation.
        ["IReadingMarks.Mark"] = null,

        // For the responder: what its question needs is asked there.
        ["IAnswerCommands.StartAttemptAsync"] = null,
        ["IAnswerCommands.DelayAsync"] = null,
        ["IAnswerCommands.AnswerAsync"] = null,
        ["IAnswerCommands.FailAsync"] = null,
        ["IAnswerCommands.CancelAsync"] = null,
        ["ITurnQueue.RenewAsync"] = null,
        ["ITurnQueue.ReleaseAsync"] = null,
        ["ITurnQueue.ReadHistoryAsync"] = null,
        ["ITurnQueue.SaveDraftAsync"] = null,
    };

    private PrivateConversation _one = null!;

    public static IEnumerable<string> Names => _commands.Keys;

    public static TheoryData<string> Commands => [.. _commands.Where(command => command.Value is not null).Select(command => command.Key)];

    private static string Store => TestWorkspace.StoreId;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _one = await PrivateConversation.StartAsync();

    public ValueTask DisposeAsync() => _one.DisposeAsync();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_OfSomebodyWhoDoesNotSeeTheConversation_IsNotFound_AndNothingIsWritten(string name)
    {
        var before = await HeadAsync();
        foreach (var outsider in _one.Outsiders)
        {
            var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => _commands[name]!(_one, outsider));
            Assert.Equal(Refusal.NotFound, refused.Refusal);
        }

        Assert.Equal(before, await HeadAsync());
    }

    [Fact]
    public async Task Stop_OfSomebodyWhoDoesNotSeeTheConversation_StopsNothing()
    {
        var before = await HeadAsync();
        foreach (var outsider in _one.Outsiders)
        {
            await _one.Workspace.Chat.StopAsync(Store, _one.Id, _one.Waiting, outsider, Cancellation);
        }

        Assert.Equal(before, await HeadAsync());
    }

    [Theory]
    [InlineData("v1.ConversationCreated")]
    [InlineData("v1.ConversationRenamed")]
    [InlineData("v1.ChatMessageSent")]
    [InlineData("v1.LLMResponseStarted")]
    [InlineData("v1.LLMResponseReceived")]
    [InlineData("v1.LLMResponseFailed")]
    [InlineData("v1.LLMResponseCancelled")]
    public async Task Push_OfAServiceThatDoesNotSeeTheConversation_IsNotFound(string type)
    {
        var issued = await _one.Get<ITokenCommands>().CreateAsync(
            new CreateToken(Store, "Cy", TokenScope.Write, TokenLife.Default, Member.ActorOf(_one.Cy), UserId: _one.Cy), Cancellation);
        var holder = await _one.Get<ITokenReader>().FindAsync(issued.Text, Cancellation);
        var payload = JsonSerializer.SerializeToElement(new
        {
            id = _one.Id,
            conversationId = _one.Id,
            responseToMessageId = await LastQuestionAsync(),
            title = "Mine",
            message = "Mine",
            role = type == "v1.ChatMessageSent" ? "user" : "assistant",
            errorClass = "mine",
            reason = "Mine",
        });
        if (type == "v1.ChatMessageSent")
        {
            payload = JsonSerializer.SerializeToElement(new { conversationId = _one.Id, message = "Mine", role = "user" });
        }

        var before = await HeadAsync();

        var refused = await Assert.ThrowsAsync<PushRefusedException>(
            () => _one.Get<IPushCommands>().PushAsync(holder!, [new PushedEvent(_one.Workspace.NewId(), type, payload)], Cancellation));

        Assert.Equal(Refusal.NotFound, refused.Refusal);
        Assert.Equal(before, await HeadAsync());
    }

    private async Task<Guid> LastQuestionAsync() => (await _one.Workspace.OpenAsync(_one.Id)).OpenTurns[0].QuestionId;

    private async Task<long> HeadAsync() => (await _one.Get<IStoreLog>().DescribeAsync(TestWorkspace.AllSeeing, Cancellation)).Head;
}
