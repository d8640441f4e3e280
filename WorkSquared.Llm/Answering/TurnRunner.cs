using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
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
    private const int HistoryLimit = 500;

    /// <summary>A turn that has ended the process this often is not tried again by itself.</summary>
    private const int AttemptLimit = 5;

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

        if (claim.Attempts >= AttemptLimit)
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
        if (await answers.StartAttemptAsync(claim, model.ModelId, aborting) is not { } attempt)
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

            await answers.AnswerAsync(
                claim, answer.Text, answer.ModelId ?? model.ModelId, answer.ToMetadata(model.Source, attempt, prompt.Manifest), aborting);
        }
        catch (Exception exception) when (!aborting.IsCancellationRequested)
        {
            await EndWithoutAnswerAsync(claim, lease, answer, exception, aborting);
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
                await answers.CancelAsync(claim, answer.Text, modelId, aborting);
                return;
            default:
                var failure = failures.Classify(exception).Failure;
                LogFailed(claim.TurnId, failure.ErrorClass, exception.GetType().Name);
                await answers.FailAsync(claim, failure, answer.Text, modelId, aborting);
                return;
        }
    }

    [LoggerMessage(LogLevel.Information, "Answering turn {TurnId}, attempt {Attempt}, {Tokens} tokens of prompt.")]
    private partial void LogAnswering(Guid turnId, int attempt, int tokens);

    // The exception itself may quote what people wrote, or a key.
    [LoggerMessage(LogLevel.Warning, "Turn {TurnId} has no answer: {ErrorClass} ({Exception}).")]
    private partial void LogFailed(Guid turnId, string errorClass, string exception);
}
