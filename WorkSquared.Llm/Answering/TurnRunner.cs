using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;
using WorkSquared.Core;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Turns;
using WorkSquared.Core.Usage;
using WorkSquared.Llm.Prompting;
using WorkSquared.Llm.Providers;
using WorkSquared.Llm.Usage;

namespace WorkSquared.Llm.Answering;

/// <summary>One claimed turn, from its prompt to its terminal event, with one model.</summary>
internal sealed partial class TurnRunner(
    IChatClient client,
    ModelInUse model,
    ModelFailures failures,
    ProviderBreaker breaker,
    RetryPolicy retries,
    PromptBuilder prompts,
    UsageMeter meter,
    ITurnQueue turns,
    IAnswerCommands answers,
    IDraftBoard drafts,
    TimeProvider time,
    ILogger<TurnRunner> logger)
{
    /// <summary>More than any token budget holds; it bounds the reading, not the prompt.</summary>
    internal const int HistoryLimit = 200;

    /// <summary>Claims of one turn that ended without an end of it: more, and it is taken for what stops the process.</summary>
    private const int ClaimLimit = 8;

    /// <summary>How often a turn waits for a provider that fails for everybody: ten minutes.</summary>
    private const int DelayLimit = 20;

    private static readonly TimeSpan _commitRetry = TimeSpan.FromSeconds(1);

    private static readonly TurnFailure _givenUp = new(
        TurnFailure.Interrupted,
        "The server stopped several times while it worked on this, so it was set aside. Retry asks again.",
        Retryable: true);

    /// <param name="stopped">Cancelled when a person has pressed Stop.</param>
    /// <param name="aborting">Cancelled when the process ends: the turn goes back to the queue.</param>
    public async Task RunAsync(TurnClaim claim, CancellationToken stopped, CancellationToken aborting)
    {
        if (claim.StopRequested)
        {
            await answers.CancelAsync(claim, textSoFar: "", ModelOf(claim), usage: null, aborting);
            return;
        }

        if (claim.Attempts >= RetryPolicy.MaxAttempts || claim.Epoch - claim.Delays > ClaimLimit)
        {
            await answers.FailAsync(claim, _givenUp, textSoFar: "", ModelOf(claim), usage: null, aborting);
            return;
        }

        await using var lease = new LeaseKeeper(turns, claim, time, stopped);
        try
        {
            await AnswerAsync(claim, lease, aborting);
        }
        catch (OperationCanceledException) when (aborting.IsCancellationRequested)
        {
            // Not with the cancelled token: this is what the bounded time of a shutdown is for.
            await turns.ReleaseAsync(claim, CancellationToken.None);
            throw;
        }
    }

    private async Task AnswerAsync(TurnClaim claim, LeaseKeeper lease, CancellationToken aborting)
    {
        var modelId = ModelOf(claim);
        var prompt = prompts.Build(await turns.ReadHistoryAsync(claim, HistoryLimit, aborting));
        var answer = new StreamedAnswer(prompt.Beginning, time);
        await using var draft = new DraftWriter(drafts, turns, claim, answer, time);
        var attempt = new AttemptStart(ClaimState.Held, Number: 0);
        try
        {
            await breaker.RunAsync(modelId, async () =>
            {
                // Recorded first and sent afterwards: no request is ever without its record, and none goes beyond the budget.
                attempt = await answers.StartAttemptAsync(claim, modelId, meter.Reserve(modelId, prompt.Manifest), aborting);
                if (attempt.State is ClaimState.Held)
                {
                    draft.Attempt = attempt.Number;
                    LogAnswering(claim.TurnId, attempt.Number, prompt.Manifest.PromptTokens);
                    await ReadAsync(modelId, prompt, answer, draft, lease.Ended);
                }

                return attempt.State is ClaimState.Held;
            });
        }
        catch (BrokenCircuitException kept)
        {
            await HoldBackAsync(claim, lease, kept, aborting);
            return;
        }
        catch (Exception exception) when (attempt.Number > 0 && !aborting.IsCancellationRequested)
        {
            await EndWithoutAnswerAsync(claim, lease, answer, attempt.Number, exception, aborting);
            return;
        }

        await (attempt.State switch
        {
            ClaimState.Held => AnswerAsync(),
            ClaimState.StopRequested => answers.CancelAsync(claim, textSoFar: "", modelId, usage: null, aborting),
            _ => Task.CompletedTask,
        });

        Task AnswerAsync()
        {
            var metadata = answer.ToMetadata(model.Source, attempt.Number, prompt.Manifest, meter.OfAnswer(modelId, answer, prompt.Manifest));
            var written = answer.Written;
            return CommitAsync(
                () => answers.AnswerAsync(claim, written, answer.ModelId ?? modelId, metadata, aborting), lease, aborting);
        }
    }

    /// <summary>As it was chosen when the turn was claimed first. One that is offered no more gives way to the workspace's own.</summary>
    private string ModelOf(TurnClaim claim) => model.OfferedOrOwn(claim.ChosenModel);

    private async Task ReadAsync(string modelId, Prompt prompt, StreamedAnswer answer, DraftWriter draft, CancellationToken ended)
    {
        answer.RequestSent();
        await foreach (var update in client.GetStreamingResponseAsync(prompt.Messages, new ChatOptions { ModelId = modelId }, ended))
        {
            answer.Add(update);
            draft.Changed();
        }
    }

    /// <summary>The provider fails for everybody: the turn waits its time without a request.</summary>
    private Task HoldBackAsync(TurnClaim claim, LeaseKeeper lease, BrokenCircuitException kept, CancellationToken aborting)
    {
        var failure = failures.OutOfService;
        LogHeldBack(claim.TurnId);
        return claim.Delays < DelayLimit
            ? DelayAsync(claim, lease, attempt: 0, failure, ProviderBreaker.WaitAfter(kept), textSoFar: "", ModelOf(claim), usage: null, aborting)
            : CommitAsync(() => answers.FailAsync(claim, failure.Failure, textSoFar: "", ModelOf(claim), usage: null, aborting), lease, aborting);
    }

    private Task DelayAsync(
        TurnClaim claim, LeaseKeeper lease, int attempt, ModelFailure failed, TimeSpan wait, string textSoFar, string modelId, TokenUsage? usage,
        CancellationToken aborting)
    {
        var failure = failed.Failure with { Reason = failed.Trouble! };
        var retryAt = time.GetUtcNow() + wait;
        return CommitAsync(() => answers.DelayAsync(claim, attempt, failure, retryAt, textSoFar, modelId, usage, aborting), lease, aborting);
    }

    /// <summary>Ends the turn, and keeps trying while the disk is full or busy: what is in hand is paid for.</summary>
    private async Task CommitAsync(Func<Task<bool>> commit, LeaseKeeper lease, CancellationToken aborting)
    {
        while (lease.State is not ClaimState.Lost)
        {
            try
            {
                await commit();
                return;
            }
            catch (CommandRefusedException refused) when (refused.Refusal is Refusal.Unavailable)
            {
                LogCommitPostponed();
                await Task.Delay(_commitRetry, time, aborting);
            }
            catch (CommandRefusedException refused) when (refused.Refusal is Refusal.Conflict)
            {
                // It has an end that this version can't read. Asking again would only cost.
                LogEndedOtherwise();
                return;
            }
        }
    }

    private async Task EndWithoutAnswerAsync(
        TurnClaim claim, LeaseKeeper lease, StreamedAnswer answer, int attempt, Exception exception, CancellationToken aborting)
    {
        var asked = ModelOf(claim);
        var (written, modelId, usage) = (answer.Written, answer.ModelId ?? asked, meter.WithoutAnswer(asked, answer, exception));
        if (lease.State is ClaimState.StopRequested)
        {
            await CommitAsync(() => answers.CancelAsync(claim, written, modelId, usage, aborting), lease, aborting);
        }
        else if (lease.State is ClaimState.Held)
        {
            var failed = failures.Classify(exception, asked);
            LogFailed(claim.TurnId, attempt, failed.Failure.ErrorClass, exception.GetType().Name);
            await (retries.WaitAfter(failed, attempt) is { } wait
                ? DelayAsync(claim, lease, attempt, failed, wait, written.Text, modelId, usage, aborting)
                : CommitAsync(() => answers.FailAsync(claim, RetryPolicy.FinalOf(failed), written, modelId, usage, aborting), lease, aborting));
        }
    }

    [LoggerMessage(LogLevel.Information, "Answering turn {TurnId}, attempt {Attempt}, {Tokens} tokens of prompt.")]
    private partial void LogAnswering(Guid turnId, int attempt, int tokens);

    [LoggerMessage(LogLevel.Warning, "The end of a turn could not be stored yet; trying again.")]
    private partial void LogCommitPostponed();

    [LoggerMessage(LogLevel.Error, "A turn has an end already, though it counts as open: run worksquared verify.")]
    private partial void LogEndedOtherwise();

    // The exception itself may quote what people wrote, or a key.
    [LoggerMessage(LogLevel.Warning, "Turn {TurnId}, attempt {Attempt}, has no answer: {ErrorClass} ({Exception}).")]
    private partial void LogFailed(Guid turnId, int attempt, string errorClass, string exception);

    [LoggerMessage(LogLevel.Warning, "Turn {TurnId} is kept back: the provider fails for everybody.")]
    private partial void LogHeldBack(Guid turnId);
}
