using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Export;
using WorkSquared.Core.Search;
using WorkSquared.Core.Verification;
using WorkSquared.Llm.Providers.Streams;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Llm.Answering;

/// <summary>What a model thinks is kept beside its answer, and is no part of it.</summary>
public sealed class ReasoningTests : IDisposable
{
    private const string Thought = "Granite, or basalt?";

    private readonly ScriptedChatClient _model = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reasoning_IsRecordedWithItsTime_SurvivesARestart_AndIsInNoPromptAndNoSearch()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        var question = await workspace.SayAsync(conversation, "Which stone?");
        var call = await _model.NextCallAsync();
        await ThinkAsync(workspace, conversation, call, Thought, TimeSpan.FromSeconds(12));
        call.Answer("Slate.");
        var received = Assert.IsType<LLMResponseReceived>((await workspace.TakeAsync(4))[^1].Data);

        Assert.Equal("Slate.", received.Message);
        Assert.Equal(Thought, received.Reasoning!.Text);
        Assert.InRange(received.Reasoning.Milliseconds, 12_000, 13_000);
        Assert.InRange(received.Metadata.FirstTextMs!.Value, 12_000, 13_000);

        await workspace.AdvanceUntilAsync(workspace.RestartAsync);
        var answer = (await workspace.OpenAsync(conversation)).Messages[^1];
        Assert.Equal(received.Reasoning.Milliseconds, answer.ThoughtFor!.Value.TotalMilliseconds);
        Assert.Equal("Slate.", answer.Text);
        Assert.Equal(received.Reasoning, await ReadAsync(workspace, conversation, question.TurnId));
        Assert.Null(await ReadAsync(workspace, workspace.NewId(), question.TurnId));
        Assert.Empty(await FindAsync(workspace, "basalt"));
        Assert.NotEmpty(await FindAsync(workspace, "slate"));
        Assert.Empty((await workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);

        await workspace.SayAsync(conversation, "And for the roof?");
        var next = await _model.NextCallAsync();
        Assert.Equal(["user: Which stone?", "assistant: Slate.", "user: And for the roof?"], next.Turns);
        next.Answer("Slate too.");
    }

    [Fact]
    public async Task WhoeverWatches_SeesWhatIsThoughtSoFar_AndThatItIsOverOnceThereIsText()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Which stone?");
        var call = await _model.NextCallAsync();
        await ThinkAsync(workspace, conversation, call, Thought, TimeSpan.FromSeconds(5));

        var early = await FirstDraftAsync(workspace, conversation);
        Assert.Equal(("", Thought), (early.Text, early.Reasoning!.Text));

        call.Say("Sl");
        Draft? late = null;
        await workspace.AdvanceUntilAsync(async () =>
        {
            await foreach (var draft in workspace.Drafts.WatchAsync(TestWorkspace.AllSeeing, conversation, Cancellation))
            {
                late = draft;
                if (draft.Text.Length > 0)
                {
                    return;
                }
            }
        });
        Assert.Equal(("Sl", Thought), (late!.Text, late.Reasoning!.Text));
        Assert.InRange(late.Reasoning.Milliseconds, 5_000, 6_000);
        call.Finish();
    }

    [Fact]
    public async Task Stop_WhileTheModelThinks_KeepsWhatItThought()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        var question = await workspace.SayAsync(conversation, "Which stone?");
        var call = await _model.NextCallAsync();
        await ThinkAsync(workspace, conversation, call, Thought, TimeSpan.Zero);

        await workspace.Chat.StopAsync(TestWorkspace.StoreId, conversation, question.TurnId, workspace.Ada, Cancellation);

        var cancelled = Assert.IsType<LLMResponseCancelled>((await workspace.TakeAsync(5))[^1].Data);
        Assert.Equal(("", Thought), (cancelled.Message, cancelled.Reasoning!.Text));
        Assert.Equal(cancelled.Reasoning, await ReadAsync(workspace, conversation, question.TurnId));
    }

    [Fact]
    public async Task FailureAfterReasoningAlone_KeepsIt_AndAnAttemptThatIsTriedAgainDoesNot()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        var question = await workspace.SayAsync(conversation, "Which stone?");
        var first = await _model.NextCallAsync();
        first.Think("Marble?");
        first.Fail(new AnswerFailedException(AnswerFault.Empty));
        Assert.IsType<LLMResponseDelayed>((await workspace.TakeAsync(4))[^1].Data);

        var second = Task.Run(_model.NextCallAsync, Cancellation);
        await workspace.AdvanceUntilAsync(() => second);
        (await second).Think(Thought);
        (await second).Fail(new AnswerFailedException(AnswerFault.NoRoom));

        var failed = Assert.IsType<LLMResponseFailed>((await workspace.TakeAsync(6))[^1].Data);
        Assert.Equal(("no_room", Thought), (failed.ErrorClass, failed.Reasoning!.Text));
        Assert.Equal(Thought, (await ReadAsync(workspace, conversation, question.TurnId))!.Text);
    }

    [Fact]
    public async Task LongReasoning_IsCut_AndSaysByHowMuch_AndOneOfWhiteSpaceIsNone()
    {
        await using var workspace = await StartAsync();
        await workspace.SayAsync(workspace.NewId(), "Which stone?");
        var call = await _model.NextCallAsync();
        call.Think("\n\n");
        call.Think(new string('x', Reasoning.LongestText - 1));
        call.Think("\0🙂 and more");
        call.Answer("Slate.");
        var kept = Assert.IsType<LLMResponseReceived>((await workspace.TakeAsync(4))[^1].Data).Reasoning!;
        Assert.Equal((new string('x', Reasoning.LongestText - 1), 11), (kept.Text, kept.OmittedCharacters));

        await workspace.SayAsync(workspace.NewId(), "And now?");
        call = await _model.NextCallAsync();
        call.Think("\n\n");
        call.Answer("Slate.");
        Assert.Null(Assert.IsType<LLMResponseReceived>((await workspace.TakeAsync(8))[^1].Data).Reasoning);
    }

    [Fact]
    public async Task Reasoning_IsInTheExportOfEveryEvent()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Which stone?");
        var call = await _model.NextCallAsync();
        call.Think(Thought);
        call.Answer("Slate.");
        await workspace.TakeAsync(4);

        var events = await workspace.Get<IConversationLog>().ReadAsync(TestWorkspace.AllSeeing, conversation, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(Thought, events[^1].Payload.GetProperty("reasoning").GetProperty("text").GetString());
    }

    public void Dispose() => _model.Dispose();

    private static async Task ThinkAsync(TestWorkspace workspace, Guid conversation, ScriptedCall call, string text, TimeSpan time)
    {
        call.Think(text);
        await FirstDraftAsync(workspace, conversation);
        workspace.Time.Advance(time);
    }

    private static async Task<Draft> FirstDraftAsync(TestWorkspace workspace, Guid conversation) =>
        await workspace.Drafts.WatchAsync(TestWorkspace.AllSeeing, conversation, Cancellation).FirstAsync(Cancellation);

    private static Task<Reasoning?> ReadAsync(TestWorkspace workspace, Guid conversation, Guid turn) =>
        workspace.Get<IReasoningReader>().ReadAsync(TestWorkspace.AllSeeing, conversation, turn, Cancellation);

    private static async Task<IReadOnlyList<SearchHit>> FindAsync(TestWorkspace workspace, string words) =>
        (await workspace.Get<ISearchReader>().SearchAsync(TestWorkspace.AllSeeing, new SearchRequest(words, Limit: 10), Cancellation)).Hits;

    private Task<TestWorkspace> StartAsync() => TestWorkspace.StartAsync(configure: services => services
        .AddWorkSquaredLlm()
        .AddSingleton<IChatClient>(_model));
}
