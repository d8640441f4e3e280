using WorkSquared.Core.Log;
using WorkSquared.Core.Tokens;

namespace WorkSquared.Core.Pushing;

internal sealed class PushCommands(LogWriter writer, PushSteps steps, FreeSpace space, TimeProvider time) : IPushCommands
{
    public async Task<PushReceipt?> PushAsync(TokenHolder holder, IReadOnlyList<PushedEvent> events, CancellationToken cancellationToken)
    {
        space.CheckForAMessage();
        var now = time.GetUtcNow();
        using var span = CoreActivity.Source.StartActivity("log.push")?.SetTag("worksquared.store", holder.StoreId);

        // Read and checked here, so that the one writer need not.
        var work = events.Select((pushed, index) => Named(index, () => steps.Prepare(holder, pushed, now))).ToList();
        return await writer.ExecuteAsync(
            session =>
            {
                if (!TokenFence.Stands(session, holder, time.GetUtcNow()))
                {
                    return null;
                }

                var committed = work.Select((step, index) => Committed(events[index], Named(index, () => step(session)))).ToList();
                return new PushReceipt(committed, session.HeadOf(holder.StoreId).Position);
            },
            cancellationToken);
    }

    private static PushedCommit Committed(PushedEvent pushed, Appended appended) =>
        new(pushed.CommandId, appended.Position, appended.Id, appended.IsDuplicate);

    private static T Named<T>(int index, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (CommandRefusedException refused) when (refused.Refusal is not Refusal.Unavailable)
        {
            throw new PushRefusedException(index, refused);
        }
    }
}
