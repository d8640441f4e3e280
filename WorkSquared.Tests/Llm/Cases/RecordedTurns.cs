using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Cases;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Turns;
using WorkSquared.Llm.Answering;
using WorkSquared.Llm.Connecting;
using WorkSquared.Llm.Providers;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Llm.Cases;

/// <summary>A conversation whose turns the test ends as it likes, without a responder, and the case files of them.</summary>
internal sealed class RecordedTurns : IAsyncDisposable
{
    private const string Model = "test-model";

    private readonly TestWorkspace _workspace;

    private RecordedTurns(TestWorkspace workspace) => (_workspace, Conversation) = (workspace, workspace.NewId());

    public Guid Conversation { get; }

    public TestWorkspace Workspace => _workspace;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<RecordedTurns> StartAsync(Action<LlmOptions>? configure = null) => new(await TestWorkspace.StartAsync(
        configure: services => services
            .AddWorkSquaredLlm()
            .Configure<ResponderOptions>(responder => responder.Enabled = false)
            .Configure<LlmOptions>(options => configure?.Invoke(options))));

    /// <returns>The turn.</returns>
    public async Task<Guid> AskAsync(string question) => (await _workspace.SayAsync(Conversation, question)).TurnId;

    public async Task<TurnClaim> ClaimAsync() => await _workspace.ClaimAsync() ?? throw new InvalidOperationException("Nothing is open.");

    public async Task<int> StartAsync(TurnClaim claim) => (await _workspace.Answers.StartAttemptAsync(claim, Model, null, Cancellation)).Number;

    /// <summary>Claims the oldest open turn and answers it as the responder would.</summary>
    public async Task AnswerAsync(WrittenText text, string finishReason = "stop")
    {
        var claim = await ClaimAsync();
        await AnswerAsync(claim, await StartAsync(claim), text, finishReason);
    }

    public async Task AnswerAsync(TurnClaim claim, int attempt, WrittenText text, string finishReason = "stop")
    {
        var history = await _workspace.Turns.ReadHistoryAsync(claim, TurnRunner.HistoryLimit, Cancellation);
        var prompt = _workspace.Get<CurrentModel>().Prompts.Build(history).Manifest;
        await _workspace.Answers.AnswerAsync(
            claim, text, "test-model-2026", new ResponseMetadata("openai", finishReason, attempt, 10, 2, Prompt: prompt), Cancellation);
    }

    public Task DelayAsync(TurnClaim claim, int attempt, TurnFailure failure, string text) => _workspace.Answers.DelayAsync(
        claim, attempt, failure, _workspace.Time.GetUtcNow(), text, Model, null, Cancellation);

    public Task FailAsync(TurnClaim claim, TurnFailure failure, WrittenText text) =>
        _workspace.Answers.FailAsync(claim, failure, text, Model, null, Cancellation);

    public async Task<JsonNode> ExportAsync(Guid turn)
    {
        var file = await _workspace.Get<ICaseFiles>().ExportAsync(TestWorkspace.AllSeeing, Conversation, turn, Cancellation);
        return JsonNode.Parse(file)!;
    }

    public Task<(bool IsSame, string Output)> ReplayAsync(JsonNode file) => ReplayAsync(file.ToJsonString());

    public async Task<(bool IsSame, string Output)> ReplayAsync(string file)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(file));
        await using var output = new StringWriter();
        var isSame = await _workspace.Get<ICaseReplay>().ReplayAsync(stream, output, debug: false, Cancellation);
        return (isSame, output.ToString());
    }

    public async Task AssertReplaysAsync(Guid turn, params string[] steps)
    {
        var (isSame, output) = await ReplayAsync(await ExportAsync(turn));

        Assert.True(isSame, output);
        Assert.All(steps, step => Assert.Contains(step, output, StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();
}
