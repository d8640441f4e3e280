using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Cases;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Core.Settings;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Turns;
using WorkSquared.Llm.Answering;
using WorkSquared.Llm.Connecting;
using WorkSquared.Llm.Prompting;
using WorkSquared.Llm.Providers;
using WorkSquared.Llm.Providers.Streams;

namespace WorkSquared.Llm.Cases;

/// <summary>The real core and the real pipeline around a model of the replay's, in a directory that goes with it.</summary>
internal sealed class ReplayWorkspace : IAsyncDisposable
{
    private const string StoreId = "replay";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("worksquared-replay-");
    private readonly ReplayClock _clock = new();
    private readonly ServiceProvider _services;
    private readonly Guid _conversation;
    private readonly Guid _account;
    private AnswerRule _rule;

    private ReplayWorkspace(CaseFile file, IChatClient model)
    {
        _services = Configure(file, model).BuildServiceProvider(validateScopes: true);
        _conversation = NewId();
        _account = NewId();
    }

    public PromptBuilder Prompts => _services.GetRequiredService<CurrentModel>().Prompts;

    private Actor Person => Member.ActorOf(_account);

    private IChatCommands Chat => _services.GetRequiredService<IChatCommands>();

    private ITurnQueue Turns => _services.GetRequiredService<ITurnQueue>();

    private IAnswerCommands Answers => _services.GetRequiredService<IAnswerCommands>();

    public static async Task<ReplayWorkspace> OpenAsync(CaseFile file, IChatClient model, CancellationToken cancellationToken)
    {
        var workspace = new ReplayWorkspace(file, model);
        try
        {
            await workspace._services.OpenWorkSquaredLogAsync(cancellationToken);

            // A workspace like any other: whoever asks there belongs to it.
            await workspace._services.GetRequiredService<ITeamCommands>().AppointAsync(workspace._account, "Replay", cancellationToken);
            return workspace;
        }
        catch
        {
            await workspace.DisposeAsync();
            throw;
        }
    }

    /// <summary>Says all that the model was told of, up to the question.</summary>
    /// <returns>The turn that is owed an answer.</returns>
    public async Task<Guid> AskAsync(TurnHistory history, CancellationToken cancellationToken)
    {
        foreach (var turn in history.Turns)
        {
            await SayAsync(turn.Question, isAsked: turn.Answer is not null, cancellationToken);
            if (turn.Answer is { } answer)
            {
                await AnswerAsync(answer, finishReason: "stop", cancellationToken);
            }
        }

        var asked = await SayAsync(history.Question, isAsked: true, cancellationToken);
        if (history.Continued is not { } continued)
        {
            return asked;
        }

        await AnswerAsync(continued.Text, finishReason: "length", cancellationToken);
        return await Chat.AskAgainAsync(new AskAgain(StoreId, NewId(), _conversation, asked, RequestReason.Continue, Person), cancellationToken);
    }

    /// <summary>Claims what is open, however long it was put off.</summary>
    public async Task<TurnClaim?> ClaimAsync(CancellationToken cancellationToken)
    {
        if (await Turns.ClaimNextAsync(Responder.Lease, isLastSlot: false, cancellationToken) is { } claim)
        {
            return claim;
        }

        _clock.Skip(Delay.Longest);
        return await Turns.ClaimNextAsync(Responder.Lease, isLastSlot: false, cancellationToken);
    }

    public async Task RunAsync(TurnClaim claim, CancellationToken stopped, CancellationToken aborting)
    {
        using var model = _services.GetRequiredService<CurrentModel>().Use();
        await model.Runner.RunAsync(claim, stopped, aborting);
    }

    public Task StopAsync(Guid turn, CancellationToken cancellationToken) => Chat.StopAsync(StoreId, _conversation, turn, Person, cancellationToken);

    public Task SaveDraftAsync(TurnClaim claim, RecordedAttempt attempt, CancellationToken cancellationToken) =>
        Turns.SaveDraftAsync(claim, attempt.Number, attempt.Text, cancellationToken);

    public async Task<IReadOnlyList<EventEnvelope>> EventsOfAsync(Guid turn, CancellationToken cancellationToken)
    {
        var record = await _services.GetRequiredService<ITurnRecords>()
            .ReadAsync(Reader.OfTheSystem(StoreId), _conversation, turn, TurnRunner.HistoryLimit, cancellationToken);
        return record!.Events;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private ServiceCollection Configure(CaseFile file, IChatClient client)
    {
        // Nothing of this machine's settings: neither its model nor its data are any part of the case.
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["WorkSquared:StoreId"] = StoreId,
            ["WorkSquared:DataDirectory"] = _directory.FullName,
            ["WorkSquared:Llm:Provider"] = nameof(LlmProvider.Offline),
            ["ConnectionStrings:WorkSquared"] = $"Data Source=\"{Path.Combine(_directory.FullName, "replay.db")}\";Pooling=False",
        });
        var system = file.Request.Messages[0].Text;

        // As the log has it, where it does: the request is what is compared with it.
        var model = file.Events.Select(recorded => recorded.Read()).OfType<LLMResponseStarted>().LastOrDefault()?.ModelId ?? file.Request.Model;
        var services = new ServiceCollection();
        services.AddLogging()
            .AddSingleton<IConfiguration>(settings.Build())
            .AddSingleton<TimeProvider>(_clock)
            .AddKeyedSingleton(ChatClients.OfflineKey, client)
            .AddWorkSquaredCore()
            .AddWorkSquaredLlm()
            .AddScoped(_ => ModelEndpoint.Offline(notice: null) with { ModelId = model })
            .Configure<StreamLimits>(limits => limits.MaxTextLength = int.MaxValue)
            .Configure<LlmOptions>(options =>
            {
                options.SystemPrompt = system == BuiltInPrompt.Text ? null : system;
                options.Temperature = file.Request.Temperature;
                options.MaxOutputTokens = file.Request.MaxOutputTokens;
                options.ContextTokens = (int)Math.Min((long)file.PromptBudget + file.Request.MaxOutputTokens, int.MaxValue);
            });
        return services;
    }

    private async Task<Guid> SayAsync(string text, bool isAsked, CancellationToken cancellationToken)
    {
        // What was said among people is told by the settings of its conversation, and those need a conversation: one that begins with such a
        // message begins with another, which this one then takes the place of.
        var (first, rule) = (null as Guid?, isAsked ? AnswerRule.Always : AnswerRule.WhenAddressed);
        if (!isAsked && await _services.GetRequiredService<IChatReader>().OpenAsync(Reader.OfTheSystem(StoreId), _conversation, turnId: null, window: 1, cancellationToken) is null)
        {
            first = (await Chat.SendAsync(new SendMessage(StoreId, NewId(), _conversation, "-", Person), cancellationToken)).MessageId;
            await AnswerAsync("-", finishReason: "stop", cancellationToken);
        }

        if (rule != _rule)
        {
            var configure = new Configure(StoreId, NewId(), _conversation, Person, Answers: new(rule));
            await _services.GetRequiredService<ISettingsCommands>().ConfigureAsync(configure, cancellationToken);
            _rule = rule;
        }

        var sent = await Chat.SendAsync(
            new SendMessage(StoreId, NewId(), _conversation, text, Person, ReplacesMessageId: first), cancellationToken);
        return sent.TurnId;
    }

    private async Task AnswerAsync(string text, string finishReason, CancellationToken cancellationToken)
    {
        var claim = await ClaimAsync(cancellationToken) ?? throw new InvalidOperationException("What was just asked is not open.");
        await Answers.AnswerAsync(claim, text, "recorded", new ResponseMetadata("recorded", finishReason, Attempt: 1), cancellationToken);
    }

    private Guid NewId() => Guid.CreateVersion7(_clock.GetUtcNow());
}
