using WorkSquared.Core.Cases;
using WorkSquared.Core.Turns;

namespace WorkSquared.Llm.Cases;

/// <summary>Claims a turn and has it answered until it has its end, with what came between as it is recorded.</summary>
internal sealed class ReplayedTurn(ReplayWorkspace workspace, RecordedModel model, Guid turn)
{
    /// <summary>More claims than any turn gets.</summary>
    private const int ClaimLimit = 12;

    /// <summary>Whether the recorded end is one that can come about here.</summary>
    public bool IsToTheEnd { get; private set; }

    public Task<IReadOnlyList<EventEnvelope>> EventsAsync(CancellationToken cancellationToken) => workspace.EventsOfAsync(turn, cancellationToken);

    /// <remarks>In place of the responder's loop, so that each step comes after the one before and a debugger sees the whole of it.</remarks>
    public async Task RunAsync(IReadOnlyList<TurnStep> recorded, CancellationToken cancellationToken)
    {
        var isStopped = recorded is [.., { What: "stopped" }];
        var isGivenUp = recorded is [.., { What: "failed, " + TurnFailure.Interrupted }];
        IsToTheEnd = isStopped || isGivenUp || (recorded is [.., { IsEnd: true }] && model.HasAttempt && EndsWithARequest(recorded));
        for (var claims = 0; claims < ClaimLimit && !await HasEndedAsync(cancellationToken); claims++)
        {
            if (!model.HasAttempt && isStopped)
            {
                await workspace.StopAsync(turn, cancellationToken);
            }
            else if (!model.HasAttempt && !IsToTheEnd)
            {
                return;
            }

            if (await workspace.ClaimAsync(cancellationToken) is { } claim)
            {
                await RunAsync(claim, cancellationToken);
            }
        }
    }

    private async Task RunAsync(Core.Turns.TurnClaim claim, CancellationToken cancellationToken)
    {
        using var stopped = new CancellationTokenSource();
        using var aborting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        model.CutOff = async attempt =>
        {
            if (attempt.End is AttemptEnd.Stopped)
            {
                await workspace.StopAsync(turn, cancellationToken);
                await stopped.CancelAsync();
                return;
            }

            // The process that died had saved this much.
            if (attempt.Text.Length > 0)
            {
                await workspace.SaveDraftAsync(claim, attempt, cancellationToken);
            }

            await aborting.CancelAsync();
        };
        try
        {
            await workspace.RunAsync(claim, stopped.Token, aborting.Token);
        }
        catch (OperationCanceledException) when (aborting.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
        }
    }

    private async Task<bool> HasEndedAsync(CancellationToken cancellationToken) =>
        TurnStep.Of(await EventsAsync(cancellationToken)) is [.., { IsEnd: true }];

    // An end that follows a delay came while the provider was left alone; one for want of budget is about other turns.
    private static bool EndsWithARequest(IReadOnlyList<TurnStep> recorded) => recorded is not [.., { What: "failed, budget_reached" }]
        && recorded.LastOrDefault(step => !step.IsEnd) is { } last && !last.What.StartsWith("put off", StringComparison.Ordinal);
}
