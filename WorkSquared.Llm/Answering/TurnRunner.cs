using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using WorkSquared.Core;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Turns;
using WorkSquared.Llm.Prompting;
using WorkSquared.Llm.Providers;

namespace WorkSquared.Llm.Answering;

/// <summary>One claimed turn, from its prompt to its terminal event.</summary>
internal sealed partial class TurnRunner(
    IChatClient client,
    ModelInUse model,
    ModelFailures failures,
    PromptBuilder prompts,
    ITurnQueue turns,
    IAnswerCommands answers,
    IDraftBoard drafts,
    TimeProvider time,
    ILogger<TurnRunner> logger)
{
    /// <summary>More than any token budget holds; it bounds the reading, not the prompt.</summary>
    private const int HistoryLimit = 200;

    /// <summary>A turn that has ended the process this often is not tried again by itself.</summary>
    private const int AttemptLimit = 5;

    private static readonly TimeSpan _commitRetry = TimeSpan.FromSeconds(1);

    private static readonly TurnFailure _givenUp = new(
        "given_up", "The server stopped several times while it worked on this, so it was set aside. Retry asks again.", Retryable: true);

    /// <param name="stopped">Cancelled when a person has pressed Stop.</param>
    /// <param name="aborting">Cancelled when the process ends: the turn goes back to the queue.</param>
    public async Task RunAsync(TurnClaim claim, CancellationToken stopped, CancellationToken aborting)
    {
        if (claim.StopRequested)
        {
            await answers.CancelAsync(claim, textSoFar: "", model.ModelId, aborting);
            return;
        }

        if (claim.Attempts >= AttemptLimit || claim.Epoch > 2 * AttemptLimit)
        {
            await answers.FailAsync(claim, _givenUp, textSoFar: "", model.ModelId, aborting);
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
        var prompt = prompts.Build(await turns.ReadHistoryAsync(claim, HistoryLimit, aborting));

        // Recorded first and sent afterwards: no request is ever without its record.
        var (state, attempt) = await answers.StartAttemptAsync(claim, model.ModelId, aborting);
        if (state is ClaimState.StopRequested)
        {
            await answers.CancelAsync(claim, textSoFar: "", model.ModelId, aborting);
        }

        if (state is not ClaimState.Held)
        {
            return;
        }

        LogAnswering(claim.TurnId, attempt, prompt.Manifest.PromptTokens);
        var answer = new StreamedAnswer(time);
        await using var draft = new DraftWriter(drafts, turns, claim, attempt, answer, time);
        try
        {
            await foreach (var update in client.GetStreamingResponseAsync(prompt.Messages, options: null, lease.Ended))
            {
                answer.Add(update);
                draft.Changed();
            }
        }
        catch (Exception exception) when (!aborting.IsCancellationRequested)
        {
            await EndWithoutAnswerAsync(claim, lease, answer, exception, aborting);
            return;
        }

        var metadata = answer.ToMetadata(model.Source, attempt, prompt.Manifest);
        await CommitAsync(() => answers.AnswerAsync(claim, answer.Text, answer.ModelId ?? model.ModelId, metadata, aborting), lease, aborting);
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
        }
    }

    private async Task EndWithoutAnswerAsync(
        TurnClaim claim, LeaseKeeper lease, StreamedAnswer answer, Exception exception, CancellationToken aborting)
    {
        var modelId = answer.ModelId ?? model.ModelId;
        switch (lease.State)
        {
            case ClaimState.Lost:
                return;
            case ClaimState.StopRequested:
                await CommitAsync(() => answers.CancelAsync(claim, answer.Text, modelId, aborting), lease, aborting);
                return;
            default:
                var failure = failures.Classify(exception).Failure;
                LogFailed(claim.TurnId, failure.ErrorClass, exception.GetType().Name);
                await CommitAsync(() => answers.FailAsync(claim, failure, answer.Text, modelId, aborting), lease, aborting);
                return;
        }
    }

    [LoggerMessage(LogLevel.Information, "Answering turn {TurnId}, attempt {Attempt}, {Tokens} tokens of prompt.")]
    private partial void LogAnswering(Guid turnId, int attempt, int tokens);

    [LoggerMessage(LogLevel.Warning, "The end of a turn could not be stored yet; trying again.")]
    private partial void LogCommitPostponed();

    // The exception itself may quote what people wrote, or a key.
    [LoggerMessage(LogLevel.Warning, "Turn {TurnId} has no answer: {ErrorClass} ({Exception}).")]
    private partial void LogFailed(Guid turnId, string errorClass, string exception);
}
