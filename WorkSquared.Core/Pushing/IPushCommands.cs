using System.Text.Json;
using WorkSquared.Core.Tokens;

namespace WorkSquared.Core.Pushing;

/// <summary>Takes events from other services. Each passes the rule that the page's own command has; who did it, and where it stands, the server says.</summary>
public interface IPushCommands
{
    /// <summary>Commits all of them, in this order and in one transaction, or none.</summary>
    /// <returns>Null when the token has lost its right meanwhile.</returns>
    /// <exception cref="PushRefusedException">One of them can't be committed, so none was.</exception>
    /// <exception cref="CommandRefusedException">None could, whatever they are.</exception>
    Task<PushReceipt?> PushAsync(TokenHolder holder, IReadOnlyList<PushedEvent> events, CancellationToken cancellationToken);
}

/// <param name="CommandId">Minted by the sender when the action started: sent again it is the same event.</param>
/// <param name="Payload">As docs/api.md has it for the type. What is not asked for is ignored.</param>
public sealed record PushedEvent(Guid CommandId, string Type, JsonElement Payload);

/// <param name="Committed">In the order in which they were sent.</param>
/// <param name="Head">The last position of the store's log.</param>
public sealed record PushReceipt(IReadOnlyList<PushedCommit> Committed, long Head);

/// <param name="Id">The event's id.</param>
/// <param name="Duplicate">The same command had been committed before; this is its place.</param>
public sealed record PushedCommit(Guid CommandId, long Position, Guid Id, bool Duplicate);

/// <summary>Nothing was committed, because of one event.</summary>
/// <param name="index">Its place in what was sent, from 0.</param>
public sealed class PushRefusedException(int index, CommandRefusedException refused) : Exception(refused.Message, refused)
{
    public int Index { get; } = index;

    public Refusal Refusal { get; } = refused.Refusal;
}
